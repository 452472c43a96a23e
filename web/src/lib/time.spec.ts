import { describe, expect, it } from 'vitest';
import { short } from './number';
import { age, duration, relative, stopwatch } from './time';
import { middle } from './truncate';

const at = Date.parse('2026-11-24T12:00:00Z');
const earlier = (ms: number) => new Date(at - ms).toISOString();

describe('age', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [86_400_000 * 2, '2 d'],
  ])('%d ms before now is "%s"', (ms, words) => expect(age(earlier(ms), at)).toBe(words));
  it('becomes a date after four weeks, with the year when it is another', () => {
    expect(age(earlier(86_400_000 * 40), at)).toMatch(/15/);
    expect(age('2024-03-03T00:00:00Z', at)).toMatch(/2024/);
  });
  it('never counts below zero, and shows a dash for what is no date', () => {
    expect(age(earlier(-5000), at)).toBe('0 s');
    expect(age('', at)).toBe('–');
  });
  it('says in how long things to come are', () => expect(relative(earlier(-3_600_000), at)).toBe('in 1 h'));
});

it('durations and the stopwatch', () => {
  expect(duration(90_000)).toBe('2 min');
  expect(stopwatch(42_000)).toBe('0:42');
  expect(stopwatch(605_000)).toBe('10:05');
});

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1k'],
  [12_449, '12.4k'],
  [123_999, '123k'],
  [1_250_000, '1.2M'],
])('%d is shortened to %s, never rounded up', (n, words) => expect(short(n)).toBe(words));

it('a path loses its middle', () => {
  expect(middle('src/a/very/long/path/to/cart.ts', 16)).toBe('src/a…to/cart.ts');
  expect(middle('cart.ts', 16)).toBe('cart.ts');
});
