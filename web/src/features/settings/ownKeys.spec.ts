import { expect, it } from 'vitest';
import { comboOf, takenBy, withOwn } from './ownKeys';

const press = (key: string, more = {}) =>
  comboOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

it('a press is a key of its own when it is one sign', () => {
  expect(press('e')).toBe('e');
  expect(press('E', { shiftKey: true })).toBe('Shift+E');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('Tab')).toBeUndefined();
  expect(press(' ')).toBeUndefined();
  expect(press('e', { ctrlKey: true })).toBeUndefined();
});
it('a key of another command is refused by its name, one that was given away is free', () => {
  expect(takenBy('s', 'r', {})).toBe('Snooze');
  expect(takenBy('s', 'r', { s: 'q' })).toBeUndefined();
  expect(takenBy('q', 'r', { s: 'q' })).toBe('Snooze');
  expect(takenBy('?', 'r', {})).toBe('All keys');
  expect(takenBy('g', 'r', {})).toContain('jumps');
});
it('the usual key is not kept', () => {
  expect(withOwn({}, 'r', 'e')).toEqual({ r: 'e' });
  expect(withOwn({ r: 'e' }, 'r', 'r')).toEqual({});
});
