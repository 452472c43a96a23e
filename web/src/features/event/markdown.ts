/** An event in Markdown, for a ticket, a chat or a coding agent. */
import { type Frame, place } from './frame';
import { segments } from './frames';
import type { EventView } from './read';

const CRUMBS_MOST = 20;
const TITLE_MOST = 300;

export interface MarkdownHead {
  title: string;
  url: string;
  facts: readonly (readonly [string, string])[];
}

/** Inside a table or a line: no pipe or line break may end it. */
function cell(value: string): string {
  return value.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
}

function frameLines(frame: Frame): string[] {
  const head = `  ${frame.fn} (${place(frame)})`;
  return frame.code === undefined ? [head] : [head, `    > ${frame.code.trim()}`];
}

function stack(frames: readonly Frame[]): string {
  return segments([...frames].reverse(), 'app')
    .flatMap((segment) => {
      if (segment.kind === 'fold') return [`  … ${segment.label}`];
      if (segment.kind === 'repeat') return [...frameLines(segment.frame), `  … × ${segment.frames.length}`];
      return frameLines(segment.frame);
    })
    .join('\n');
}

/** A fence that no line of the text can close. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

export function asMarkdown(head: MarkdownHead, event: EventView): string {
  const parts = [`# ${cell(head.title).slice(0, TITLE_MOST)}`, head.url];
  const facts = head.facts.filter(([, value]) => value !== '');
  if (facts.length > 0) parts.push(facts.map(([key, value]) => `- ${key}: ${cell(value)}`).join('\n'));
  if (event.exceptions.length === 0 && event.message) parts.push(fenced(event.message));
  for (const one of event.exceptions) {
    const lead = one.relation ? `${one.relation} ` : '';
    const name = [one.type, one.value].filter(Boolean).join(': ');
    parts.push(`## ${lead}${cell(name).slice(0, TITLE_MOST)}`);
    if (one.frames.length > 0) parts.push(fenced(stack(one.frames)));
  }
  if (event.crumbs.length > 0) {
    const lines = event.crumbs
      .slice(-CRUMBS_MOST)
      .map((crumb) => `${crumb.toCrash} ${crumb.category} ${crumb.message}`.trim());
    parts.push('## Breadcrumbs', fenced(lines.join('\n')));
  }
  if (event.tags.length > 0) {
    const rows = event.tags.map(([key, value]) => `| ${cell(key)} | ${cell(value)} |`);
    parts.push('## Tags', ['| tag | value |', '| --- | --- |', ...rows].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}
