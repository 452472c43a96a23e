import { expect, test } from 'vitest';
import { perDay, previewLine } from './PreviewPanel';
import type { Preview } from './preview.queries';

const state = { data: undefined, error: null, isFetching: false, isPaused: false };

test('a preview is one line, whatever state it is in', () => {
  expect(previewLine(state)).toBe('Looking at stored events');
  expect(previewLine({ ...state, isPaused: true })).toBe('Paused: a value is missing');
  expect(previewLine({ ...state, error: new Error('no') })).toBe('No preview');
  expect(previewLine({ ...state, data: { sample: 0, matched: 0 } as Preview })).toBe('No events yet');
  expect(previewLine({ ...state, data: { sample: 100, matched: 7 } as Preview })).toBe(
    '7 of 100 events would have matched',
  );
});

test('what a rule costs is told by the day', () => {
  expect(perDay(3)).toBe('less than one a day');
  expect(perDay(22)).toBe('about 3 a day');
});
