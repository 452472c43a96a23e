/** One HTML file that tells the whole issue without a server: for the post-mortem, and for years later. */
import type { Issue } from '@/api/types';
import { type Activity, type Comment, sentence, threadsOf } from '@/features/comment';
import { type EventView, type Frame, place } from '@/features/event';
import { count } from '@/lib/number';
import { absolute } from '@/lib/time';
import { incidentStyle } from './incidentStyle';

export interface Incident {
  issue: Issue;
  event: EventView;
  /** Where it was, for those who have the server. */
  url: string;
  madeAt: string;
  /** Events by bucket, oldest first. */
  trend: { buckets: readonly number[]; words: string };
  activities: readonly Activity[];
  comments: readonly Comment[];
}

const TEXT_MOST = 20_000;

/** Every text of the file comes through here: none of it is markup. */
export function escaped(value: unknown): string {
  return String(value ?? '')
    .slice(0, TEXT_MOST)
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const part = (title: string, body: string) =>
  body === '' ? '' : `<section><h2>${escaped(title)}</h2>${body}</section>`;
const rows = (pairs: readonly (readonly [string, unknown])[]) => {
  const shown = pairs.filter(([, value]) => value !== '' && value !== undefined && value !== null);
  if (shown.length === 0) return '';
  const lines = shown.map(
    ([name, value]) =>
      `<tr><th scope="row">${escaped(name)}</th><td dir="auto">${escaped(typeof value === 'object' ? JSON.stringify(value) : value)}</td></tr>`,
  );
  return `<table>${lines.join('')}</table>`;
};

const BAR = 10;
const HEIGHT = 60;

function bars(buckets: readonly number[], words: string): string {
  const most = Math.max(1, ...buckets);
  const drawn = buckets.map((n, i) => {
    const height = n === 0 ? 1 : Math.max(2, Math.round((n / most) * HEIGHT));
    return `<rect x="${i * BAR}" y="${HEIGHT - height}" width="${BAR - 2}" height="${height}"><title>${n}</title></rect>`;
  });
  const label = `${words}, at most ${most} each`;
  return `<svg viewBox="0 0 ${buckets.length * BAR} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escaped(label)}">${drawn.join('')}</svg><p class="meta">${escaped(label)}</p>`;
}

function frame(one: Frame): string {
  const head = `<b>${escaped(one.fn)}</b> <span class="meta">${escaped(place(one))}</span>`;
  const lines = [
    ...one.before.map((line) => `<span>${escaped(line)}</span>`),
    ...(one.code === undefined ? [] : [`<mark>${escaped(one.code)}</mark>`]),
    ...one.after.map((line) => `<span>${escaped(line)}</span>`),
  ];
  const source = lines.length > 0 ? `<pre>${lines.join('')}</pre>` : '';
  const vars = one.vars ? rows(Object.entries(one.vars)) : '';
  return `<li class="${one.inApp ? 'app' : ''}">${head}${source}${vars}</li>`;
}

function stacks({ exceptions, message, threads }: EventView): string {
  const said = message && exceptions.length === 0 ? `<pre>${escaped(message)}</pre>` : '';
  const raised = exceptions.map((one) => {
    const name = [one.type, one.value].filter(Boolean).join(': ');
    const lead = one.relation ? `<span class="meta">${escaped(one.relation)}</span> ` : '';
    return `<h3 dir="auto">${lead}${escaped(name)}</h3><ol>${[...one.frames].reverse().map(frame).join('')}</ol>`;
  });
  const others = exceptions.length > 0 ? [] : threads.slice(0, 1);
  const bare = others.map(({ frames }) => `<ol>${[...frames].reverse().map(frame).join('')}</ol>`);
  return said + raised.join('') + bare.join('');
}

function crumbs({ crumbs }: EventView): string {
  const lines = crumbs.map(
    (one) =>
      `<tr><th scope="row">${escaped(one.toCrash)}</th><td>${escaped(one.category)}</td><td dir="auto">${escaped(one.message)}</td></tr>`,
  );
  return lines.length > 0 ? `<table>${lines.join('')}</table>` : '';
}

const who = (one: { user_name?: string | null; user_email?: string | null }) =>
  escaped(one.user_name || one.user_email || '');

function said(comment: Comment): string {
  return `<div class="said"><p class="meta">${who(comment)} · ${escaped(absolute(comment.created_at))}</p><p class="text" dir="auto">${escaped(comment.body)}</p></div>`;
}

function timeline({ activities }: Incident): string {
  const lines = [...activities]
    .sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))
    .filter((one) => one.action !== 'commented')
    .map(
      (one) =>
        `<tr><th scope="row">${escaped(absolute(one.created_at))}</th><td>${who(one)} ${escaped(sentence(one))}</td></tr>`,
    );
  return lines.length > 0 ? `<table>${lines.join('')}</table>` : '';
}

function facts({ issue, event }: Incident): string {
  return rows([
    ['Status', issue.status],
    ['Level', issue.level],
    ['Culprit', issue.culprit],
    ['Seen', `${count(issue.event_count, 'event')}, ${count(issue.user_count, 'user')}`],
    ['First seen', `${absolute(issue.first_seen)}${issue.first_release ? ` in ${issue.first_release}` : ''}`],
    ['Last seen', absolute(issue.last_seen)],
    ['Release', event.wire.release],
    ['Environment', event.wire.environment],
    ['This event', `${event.wire.event_id}, ${absolute(event.wire.timestamp)}`],
  ]);
}

/** No script, no request, no markup of anybody: the policy in its head refuses them once more. */
export function incidentHtml(incident: Incident): string {
  const { issue, event, url, madeAt, trend, comments } = incident;
  const name = issue.short_id ?? issue.id;
  const talk = threadsOf(comments).map(
    ({ comment, replies }) => `${said(comment)}<div class="replies">${replies.map(said).join('')}</div>`,
  );
  const request = event.request ? `${event.request.method} ${event.request.url}` : '';
  const body = [
    part('Facts', facts(incident)),
    part('Events', trend.buckets.length > 0 ? bars(trend.buckets, trend.words) : ''),
    part('Stack', stacks(event)),
    part('Breadcrumbs', crumbs(event)),
    part('Request', rows([['Request', request]])),
    part('User', rows(Object.entries(event.user))),
    part('Tags', rows(event.tags)),
    ...event.contexts.map(([title, value]) => part(`Context: ${title}`, rows(Object.entries(value)))),
    part('Timeline', timeline(incident)),
    part('Comments', talk.join('')),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${name} ${issue.title}`.slice(0, 200))}</title>
<style>${incidentStyle}</style></head>
<body><header><p class="meta">${escaped(name)} · made ${escaped(absolute(madeAt))}</p>
<h1 dir="auto">${escaped(issue.title)}</h1><p class="meta">${escaped(url)}</p></header>
<main>${body.join('\n')}</main></body></html>
`;
}
