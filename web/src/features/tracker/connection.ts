/** A connection while it is edited: what the form holds, and what is sent of it to which of two places. */
import type { Connection } from './tracker.queries';
import type { TextName, Tracker } from './trackers';

export interface Draft {
  texts: Record<TextName, string>;
  /** '' = as it is stored. */
  token: string;
  dropsToken: boolean;
  secret: string;
  /** The secret that was made here: it is shown until the page is left, for it does not come back. */
  made: string;
  dropsSecret: boolean;
  closed_resolves: boolean;
  reopen_reopens: boolean;
  poll_minutes: string;
}

/** What is absent does not differ. */
export interface Bodies {
  own?: Record<string, unknown>;
  beside?: Record<string, unknown>;
}

const API = /\/api\/v1$/;
/** Gitea's addresses are stored with their API's path, which no reader types. */
const shownUrl = (kind: string | undefined, url: string) => (kind === 'gitea' ? url.replace(API, '') : url);

export function draftOf(stored: Connection): Draft {
  const { tracker, base_url, email, project, issue_type, owner, repo, labels } = stored;
  return {
    texts: { base_url: shownUrl(tracker, base_url), email, project, issue_type, owner, repo, labels },
    token: '',
    dropsToken: false,
    secret: '',
    made: '',
    dropsSecret: false,
    closed_resolves: stored.closed_resolves,
    reopen_reopens: stored.reopen_reopens,
    poll_minutes: String(stored.poll_minutes),
  };
}

/** Once `sent` is stored: as the server has it, unless somebody went on typing; no secret is kept but a made one. */
export function afterSave(now: Draft, sent: Draft, stored: Connection): Draft {
  const rest = now === sent ? draftOf(stored) : now;
  return {
    ...rest,
    token: now.token === sent.token ? '' : now.token,
    dropsToken: now.dropsToken && !sent.dropsToken,
    secret: now.secret === sent.secret ? '' : now.secret,
    made: now.made,
    dropsSecret: now.dropsSecret && !sent.dropsSecret,
  };
}

/** As it is stored; a made secret that was saved goes on being shown. */
export const afterReset = (now: Draft, stored: Connection): Draft => ({
  ...draftOf(stored),
  made: now.secret === '' ? now.made : '',
});

const minutesOf = (draft: Draft) => Math.max(0, Number.parseInt(draft.poll_minutes, 10) || 0);

/** In words, for the bar that saves. */
export function changesOf(tracker: Tracker, draft: Draft, stored: Connection): string[] {
  const was = draftOf(stored);
  const texts = tracker.fields.filter(
    ({ name }) => draft.texts[name].trim() !== was.texts[name] && !isDefault(name, draft),
  );
  return [
    ...texts.map(({ label }) => label.toLowerCase()),
    (draft.token !== '' || draft.dropsToken) && 'token',
    draft.closed_resolves !== was.closed_resolves && 'closed tickets',
    draft.reopen_reopens !== was.reopen_reopens && 'issues that come back',
    (draft.secret !== '' || draft.dropsSecret) && 'webhook secret',
    minutesOf(draft) !== stored.poll_minutes && 'asking',
  ].filter((one): one is string => one !== false);
}

/** The type cannot be emptied: it stays what it is. */
const isDefault = (name: TextName, draft: Draft) => name === 'issue_type' && draft.texts[name].trim() === '';

export function bodiesOf(tracker: Tracker, draft: Draft, stored: Connection): Bodies {
  const was = draftOf(stored);
  const text = (name: TextName) => draft.texts[name].trim();
  const own = Object.fromEntries(
    tracker.fields
      .filter(({ name, column }) => column && text(name) !== was.texts[name] && !isDefault(name, draft))
      .map(({ name, column }) => [column!, text(name)]),
  );
  const { column } = tracker.token;
  const token = draft.token.trim();
  if (column && token) own[column] = token;
  const dropped = draft.dropsToken && !token;
  const hasOwn = Object.keys(own).length > 0 || (column && dropped);
  // Replaced as a whole: a text that is left out is cleared.
  const here = tracker.fields.filter(({ column: at }) => !at).map(({ name }) => [name, text(name)]);
  const clear = [
    ...(dropped && !column ? ['token'] : []),
    ...(draft.dropsSecret && draft.secret === '' ? ['webhook_secret'] : []),
  ];
  const beside = {
    ...Object.fromEntries(here),
    closed_resolves: draft.closed_resolves,
    reopen_reopens: draft.reopen_reopens,
    poll_minutes: minutesOf(draft),
    ...(token && !column ? { token } : {}),
    ...(draft.secret.trim() ? { webhook_secret: draft.secret.trim() } : {}),
    ...(clear.length > 0 ? { clear } : {}),
    version: stored.version,
  };
  const differs =
    tracker.fields.some(({ name, column: at }) => !at && text(name) !== was.texts[name]) ||
    draft.closed_resolves !== was.closed_resolves ||
    draft.reopen_reopens !== was.reopen_reopens ||
    minutesOf(draft) !== stored.poll_minutes ||
    'token' in beside ||
    'webhook_secret' in beside ||
    clear.length > 0;
  return {
    ...(hasOwn ? { own: column && dropped ? { ...own, clear: [column] } : own } : {}),
    ...(differs ? { beside } : {}),
  };
}

const SECRET_BYTES = 24;

/** Made here, so that it is seen once and copied. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
