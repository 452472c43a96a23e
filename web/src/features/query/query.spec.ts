import { expect, test } from 'vitest';
import { costWords, findingsOf, ms, times } from './findingWords';
import type { Pattern } from './query.queries';
import { piecesOf } from './sql';

test('a statement keeps its text in coloured pieces', () => {
  const sql = `SELECT "a".b FROM t WHERE x = 'it''s' AND y IN (?) LIMIT 10`;
  const pieces = piecesOf(sql);
  expect(pieces.map((piece) => piece.text).join('')).toBe(sql);
  const toneOf = (text: string) => pieces.find((piece) => piece.text === text)?.tone;
  expect(toneOf('SELECT')).toBe('keyword');
  expect(toneOf('"a"')).toBe('name');
  expect(toneOf(`'it''s'`)).toBe('string');
  expect(toneOf('10')).toBe('number');
  expect(toneOf('t')).toBe('plain');
});

test('a text that does not end is coloured, too', () => {
  expect(piecesOf(`SELECT 'x`).at(-1)).toEqual({ text: `'x`, tone: 'string' });
});

test('figures are short', () => {
  expect(times(6.333)).toBe('6.3');
  expect(times(1204.4)).toBe('1,204');
  expect(ms(0.44)).toBe('0.4 ms');
  expect(ms(41.4)).toBe('41 ms');
  expect(ms(1300)).toBe('1.3 s');
});

test('what it costs is a sentence; one or two events are no finding', () => {
  const finding = { kind: 'n_plus_one', status: 'watched', events: 2 };
  const pattern = { avg_per_event: 6.3, timed_count: 2, ms_per_event: 41, findings: [finding] };
  expect(costWords(pattern as unknown as Pattern)).toBe('runs 6.3 times per event and takes 41 ms of it');
  expect(findingsOf(pattern as unknown as Pattern)).toEqual([]);
});
