import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Alert } from './alert.queries';
import { alertTitle, bodyOf, calm, changesOf, draftOf, emptyAlert, whereTo } from './alertDraft';
import { channels } from './channels';
import { starters } from './starters';

const stored = {
  id: 'a',
  name: '',
  alert_type: 'slack',
  config: { webhook_url_set: true, channel: '#ops' },
  enabled: true,
  throttle_minutes: 30,
  conditions: null,
  tree: { operator: 'and', conditions: [{ type: 'level', op: 'in', value: ['error'] }] },
  sentence: 'level is one of "error"',
  version: 3,
} as unknown as Alert;

test('the ways out and their fields are those of the server', () => {
  const source = readFileSync('../src/feature/alert/alert_channel.c', 'utf8');
  const table = source.slice(source.indexOf('struct alert_channel alert_channels[]'));
  const rows = [...table.matchAll(/\{ "(\w+)", (\w+), (\w+), "(\w+)"/g)];
  expect(channels.map(({ type }) => type)).toEqual(rows.map(([, type]) => type));
  for (const [, type, fields, secrets] of rows) {
    const body = (name: string) => new RegExp(`${name}\\[\\] = \\{([^;]+)\\};`).exec(source)![1]!;
    const channel = channels.find((one) => one.type === type)!;
    const named = [...body(fields!).matchAll(/(?:MEMBER\(|FIELD_STR_LIST\(")(\w+)/g)].map(([, name]) => name);
    expect(channel.fields.map(({ name }) => name)).toEqual(named);
    const hidden = [...body(secrets!).matchAll(/"(\w+)"/g)].map(([, name]) => name);
    expect(channel.fields.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(hidden);
  }
});

test('flat fields of old are shown as the tree they stand for, and saved as one', () => {
  const body = bodyOf(draftOf(stored), stored.version);
  expect(body.conditions).toEqual(stored.tree);
  expect(body).not.toHaveProperty('level_filter');
  expect(body.version).toBe(3);
});

test('a secret is never shown, and an empty one is no change', () => {
  const draft = draftOf(stored);
  expect(draft.config).toEqual({ webhook_url: '', channel: '#ops', token: '', url: '' });
  expect([...draft.isSet]).toEqual(['webhook_url']);
  expect(changesOf(draft, draftOf(stored))).toEqual([]);
  const typed = { ...draft, config: { ...draft.config, webhook_url: 'https://hooks.slack.com/x' } };
  expect(changesOf(typed, draft)).toEqual(['channel']);
});

test('only the fields of its own way are sent, lines without what is empty', () => {
  const mail = { ...emptyAlert(), recipients: [' ana@example.com ', ''], config: { secret: 'x' } };
  expect(bodyOf(mail).config).toEqual({ recipients: ['ana@example.com'] });
});

test('an alert has a title and a place, also when nobody gave it a name', () => {
  expect(alertTitle(stored)).toBe('Level is one of "error"');
  expect(alertTitle({ name: '', sentence: 'always' })).toBe('Every issue');
  expect(whereTo(stored)).toBe('#ops (Slack)');
  expect(whereTo({ alert_type: 'email', config: { recipients: ['a@x.y', 'b@x.y'] } } as never)).toBe(
    'a@x.y and 1 more (Mail)',
  );
});

test('there are three beginnings, and each can be saved', () => {
  expect(starters).toHaveLength(3);
  for (const { tree } of starters) expect(bodyOf(emptyAlert(tree())).conditions).toHaveProperty('operator');
});

test('what an alert is quiet by stays when it is switched on and off, and is told in words', () => {
  const mute = { days: ['mon', 'tue', 'wed'], from: '22:00', until: '07:00', zone: 'Europe/Berlin' };
  const quiet = { ...stored, digest_minutes: 15, notify_resolved: true, mute } as never;
  expect(bodyOf(draftOf(quiet))).toMatchObject({ digest_minutes: 15, notify_resolved: true, mute });
  expect(calm(quiet)).toBe(', gathered for 15 min, still Mon–Wed 22:00–07:00');
  expect(calm({ digest_minutes: 0, mute: { ...mute, days: ['sat', 'sun'] } })).toBe(
    ', still Sat, Sun 22:00–07:00',
  );
  expect(calm({ digest_minutes: 0, mute: { days: [], from: '', until: '', zone: '' } })).toBe('');
  expect(bodyOf(draftOf(stored))).not.toHaveProperty('mute');
  // Between the last day that is taken off and the next one it does not stop keeping still.
  const none = { ...draftOf(quiet), mute: { ...mute, days: [] } };
  expect(bodyOf(none)).toMatchObject({ mute: { days: [], from: '22:00' } });
  expect(bodyOf({ ...draftOf(quiet), keepsStill: false })).not.toHaveProperty('mute');
});
