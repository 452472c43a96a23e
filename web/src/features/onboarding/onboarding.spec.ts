import { describe, expect, it } from 'vitest';
import { fillIn, isLoopback, parseDsn } from './dsn';
import { platforms } from './platforms';
import { testEnvelope } from './testEvent';

const DSN = 'https://0123456789abcdef0123456789abcdef@errors.example:8443/ingest/7';

describe('the DSN', () => {
  it('is taken apart, path prefix included', () => {
    expect(parseDsn(DSN)).toEqual({
      key: '0123456789abcdef0123456789abcdef',
      base: 'https://errors.example:8443/ingest',
      projectId: '7',
    });
  });
  it.each(['', 'nonsense', 'https://host/7', 'https://key@host/'])('"%s" is none', (text) =>
    expect(parseDsn(text)).toBeUndefined(),
  );
  it('of this machine alone is noticed', () => {
    expect(isLoopback('http://k@localhost:8080/1')).toBe(true);
    expect(isLoopback('http://k@127.0.0.1:8080/1')).toBe(true);
    expect(isLoopback(DSN)).toBe(false);
  });
});

describe('the 13 platforms', () => {
  it('have names of their own', () => {
    expect(new Set(platforms.map((platform) => platform.id)).size).toBe(13);
  });
  const variants = platforms.flatMap(({ label, variants: all }) =>
    all.map((variant) => ({ label, variant })),
  );
  it.each(variants)(
    '$label, $variant.label: the DSN stands in it, nothing else is left open',
    ({ variant }) => {
      const text = variant.steps.map((step) => fillIn(step.code, DSN)).join('\n');
      expect(text).toContain('0123456789abcdef0123456789abcdef');
      expect(text).not.toMatch(/\{\{|\t\t\t|undefined/);
      expect(variant.steps.at(-1)!.title).toBe('Prove it');
    },
  );
});

it('the test envelope is three lines of JSON with one id', () => {
  const [head, item, event] = testEnvelope(DSN, new Date(0))
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(item).toEqual({ type: 'event' });
  expect(head.event_id).toMatch(/^[0-9a-f]{32}$/);
  expect(event.event_id).toBe(head.event_id);
});
