/** What a comment quotes of the page: what is selected, else the frame or crumb that has the focus. */

const LINES_MOST = 40;

/** Markdown that shows the text as it is, whatever signs it has, and where it comes from. */
export function quoteOf(text: string, from: { words: string; href: string }): string {
  const lines = text.split('\n').slice(0, LINES_MOST);
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const body = [fence, ...lines, fence].map((line) => `> ${line}`).join('\n');
  return `${body}\n> [${from.words.replace(/[[\]]/g, '')}](${from.href})`;
}

function sourceOf(element: Element, address: string) {
  const section = element.closest('section[id]');
  const part = element.closest('[id^="frame-"]') ?? section;
  const name = section?.getAttribute('aria-label') ?? 'Event';
  const line = /^frame-(.+)$/.exec(part?.id ?? '')?.[1];
  return {
    words: line ? `${name}, frame ${line}` : name,
    href: part ? `${address}#${part.id}` : address,
  };
}

/** undefined: nothing is selected or focused that can be quoted. */
export function quoteOfPage(address: string): string | undefined {
  const selection = window.getSelection();
  const selected = selection?.toString().trim() ?? '';
  const node = selected === '' ? document.activeElement : (selection?.anchorNode ?? null);
  const element = node instanceof Element ? node : node?.parentElement;
  if (!element?.closest('main')) return undefined;
  const text = selected || element.closest<HTMLElement>('[data-quote]')?.dataset.quote;
  return text ? quoteOf(text, sourceOf(element, address)) : undefined;
}
