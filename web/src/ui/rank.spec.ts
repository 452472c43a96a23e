import { expect, it } from 'vitest';
import { rank } from './rank';

const labels = (query: string, ...all: string[]) =>
  rank(
    all.map((label) => ({ label })),
    query,
    10,
  ).map((item) => item.label);

it('prefers the beginning, then a word, then the inside, then letters in order', () => {
  expect(labels('set', 'Asset', 'Project settings', 'Settings', 'Some other text', 'Go')).toEqual([
    ...['Settings', 'Project settings', 'Asset', 'Some other text'],
  ]);
});
it('an empty query keeps the order and the limit', () => {
  expect(rank([{ label: 'b' }, { label: 'a' }], ' ', 1)).toEqual([{ label: 'b' }]);
});
it('finds by other words', () => {
  expect(rank([{ label: 'Look', also: 'theme dark light' }], 'dark', 5)).toHaveLength(1);
});
