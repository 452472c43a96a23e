import { expect, it } from 'vitest';
import type { Issue } from '@/api/types';
import type { Activity, Comment } from '@/features/comment';
import { readEvent } from '@/features/event';
import { escaped, type Incident, incidentHtml } from './incidentFile';

const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
const at = '2026-11-24T12:00:00Z';

function anIncident(): Incident {
  const frame = {
    function: evil,
    filename: evil,
    lineno: 8,
    in_app: true,
    context_line: evil,
    pre_context: ['before'],
    vars: { [evil]: { deep: evil } },
  };
  const data = {
    exception: { values: [{ type: evil, value: evil, stacktrace: { frames: [frame] } }] },
    breadcrumbs: { values: [{ timestamp: 1, category: evil, message: evil }] },
    tags: { [evil]: evil },
    user: { email: evil },
    request: { url: `https://shop.example/${evil}`, method: 'GET' },
    contexts: { [evil]: { name: evil } },
  };
  const wire = { event_id: 'e1', id: 'i1', timestamp: at, release: evil, environment: 'prod', data } as never;
  const issue = {
    id: '1',
    short_id: 'WEB-1',
    title: evil,
    culprit: evil,
    level: 'error',
    status: 'open',
    event_count: 3,
    user_count: 2,
    first_seen: at,
    last_seen: at,
    first_release: evil,
  } as unknown as Issue;
  const who = { user_name: evil, user_email: '', created_at: at };
  return {
    issue,
    event: readEvent(wire),
    url: `https://gosnag.example/?q=${evil}`,
    madeAt: at,
    trend: { buckets: [0, 4, 2], words: 'Events a day' },
    activities: [{ ...who, id: 'a', action: 'status_changed', new_value: evil } as unknown as Activity],
    comments: [
      { ...who, id: 'c', body: evil, parent_id: null } as unknown as Comment,
      { ...who, id: 'd', body: 'a reply', parent_id: 'c' } as unknown as Comment,
    ],
  };
}
const read = () => new DOMParser().parseFromString(incidentHtml(anIncident()), 'text/html');

it('everything is in it: facts, bars, stack, crumbs, tags, timeline, comments', () => {
  const page = read();
  const parts = [...page.querySelectorAll('h2')].map((one) => one.textContent);
  for (const name of [
    'Facts',
    'Events',
    'Stack',
    'Breadcrumbs',
    'Request',
    'User',
    'Tags',
    'Timeline',
    'Comments',
  ]) {
    expect(parts).toContain(name);
  }
  expect(page.querySelectorAll('rect')).toHaveLength(3);
  expect(page.querySelector('mark')?.textContent).toBe(evil);
  expect(page.querySelector('.replies')?.textContent).toContain('a reply');
});
it('no text of anybody is markup, and nothing is fetched', () => {
  const page = read();
  expect(page.querySelector('script, img, link, iframe, [onerror], [src], a')).toBeNull();
  expect(page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')).toContain(
    "default-src 'none'",
  );
});
it('quotes of either kind end no attribute', () =>
  expect(escaped(`"'<&>`)).toBe('&#34;&#39;&#60;&#38;&#62;'));
