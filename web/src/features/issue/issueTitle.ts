/** How an issue is drawn wherever it stands: its title in two parts, its level as a colour. */
export const HOT_HOURS = 2;
export const fills = {
  fatal: 'fill-fatal',
  error: 'fill-error',
  warning: 'fill-warning',
  info: 'fill-info',
  debug: 'fill-debug',
} as const;

/** "TypeError" and "Cannot read …" apart, so that the type can stand out. */
export function titleParts(issue: { title: string; type?: string }): { type: string; message: string } {
  const type = issue.type ?? '';
  if (type === '') return { type: issue.title, message: '' };
  const message = issue.title.startsWith(`${type}:`) ? issue.title.slice(type.length + 1).trim() : '';
  return { type, message };
}
