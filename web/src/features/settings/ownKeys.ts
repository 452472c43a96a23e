/** Commands whose key one may choose, and what speaks against a choice. */

export const commands: readonly { keys: string; label: string }[] = [
  { keys: 'j', label: 'Next' },
  { keys: 'k', label: 'Previous' },
  { keys: 'x', label: 'Select' },
  { keys: 'r', label: 'Resolve' },
  { keys: 'Shift+R', label: 'Resolve in a release' },
  { keys: 'i', label: 'Ignore' },
  { keys: 's', label: 'Snooze' },
  { keys: 'a', label: 'Assign' },
  { keys: 'Shift+A', label: 'Assign to me' },
  { keys: 'm', label: 'Merge' },
  { keys: 't', label: 'Tag' },
  { keys: 'f', label: 'Follow' },
  { keys: 'c', label: 'Comment' },
  { keys: 'y', label: 'Copy link' },
  { keys: 'o', label: 'Open or reopen' },
  { keys: 'e', label: 'Open all frames; mark as read' },
  { keys: 'v', label: 'Stack: in app, all, raw' },
  { keys: 'd', label: 'Pin the event' },
  { keys: 'u', label: 'Show what is new' },
  { keys: ',', label: 'Previous event' },
  { keys: '.', label: 'Next event' },
  { keys: ';', label: 'Best event' },
  { keys: 'b', label: 'Favourite' },
  { keys: 'n', label: 'New project' },
  { keys: 'z', label: 'Undo' },
  { keys: '/', label: 'Search' },
  { keys: '[', label: 'Fold the sidebar' },
];

/** These stay as they are. */
const fixed: Readonly<Record<string, string>> = {
  '?': 'All keys',
  '<': 'Oldest event',
  '>': 'Newest event',
  'Shift+J': 'Extend the selection, next issue',
  'Shift+K': 'Extend the selection, previous issue',
  'Shift+E': 'Mark all as read',
  'Shift+Y': 'Copy as Markdown',
};

type Own = Readonly<Record<string, string>>;

/** What a press is called: "e", "Shift+E"; undefined = it cannot be a key of its own. */
export function comboOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>) {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (!/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(event.key)) return undefined;
  const isLetter = event.key.toLowerCase() !== event.key.toUpperCase();
  return isLetter && event.shiftKey ? `Shift+${event.key.toUpperCase()}` : event.key;
}

/** Which other command has this key; "g" begins the jumps, "?" opens the list of keys. */
export function takenBy(combo: string, keys: string, own: Own): string | undefined {
  if (combo === 'g') return 'the jumps (g p, g i …)';
  if (fixed[combo]) return fixed[combo];
  return commands.find((one) => one.keys !== keys && (own[one.keys] ?? one.keys) === combo)?.label;
}

/** The usual one is not kept. */
export function withOwn(own: Own, keys: string, combo: string): Record<string, string> {
  const { [keys]: _, ...rest } = own;
  return combo === keys ? rest : { ...rest, [keys]: combo };
}
