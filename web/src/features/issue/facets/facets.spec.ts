import { expect, it } from 'vitest';
import { type Facet, facetRows, liftWords, percent, ranked, unusual } from './facets';

const facet = (key: string, values: [string, number, number | null][], other = 0): Facet => ({
  key,
  total: 100,
  other,
  values: values.map(([value, share, lift]) => ({
    value,
    label: value,
    share,
    lift,
    count: share * 100,
  })) as Facet['values'],
});
const browser = facet('browser', [
  ['Safari', 0.9, 4],
  ['Chrome', 0.1, 0.2],
]);
const env = facet('env', [['prod', 1, 1]]);
const plan = facet('plan', [
  ['pro', 0.5, null],
  ['free', 0.5, null],
]);

it('what is more frequent here than elsewhere stands first', () => {
  expect(unusual(browser)).toBeCloseTo(1.8);
  expect(unusual(env)).toBe(0);
  expect(ranked([env, plan, browser]).map((one) => one.key)).toEqual(['browser', 'plan', 'env']);
});
it('a share that rounds to nothing is not nothing, a small lift is not said', () => {
  expect(percent(0.001)).toBe('<1 %');
  expect([1.4, 3.21, 12, null].map(liftWords)).toEqual(['', '×3.2', '×12', '']);
});
it('words find a key with all its values, or the values alone', () => {
  expect(facetRows([browser, env], 'brow')).toHaveLength(3);
  expect(facetRows([browser, env], 'safari')).toMatchObject([{ kind: 'key' }, { value: 'Safari' }]);
  expect(facetRows([browser], 'opera')).toEqual([]);
  expect(facetRows([facet('url', [['/a', 0.1, null]], 9)], '').at(-1)).toMatchObject({
    kind: 'other',
    count: 9,
  });
});
