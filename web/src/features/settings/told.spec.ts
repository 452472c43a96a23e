import { expect, it } from 'vitest';
import { isTold, told, utcOffset } from './told';

it('everything is on until it is turned off, and only what is off is kept', () => {
  expect(isTold({}, 'mail', 'mention')).toBe(true);
  const off = told({ notify: { mail: { reopened: false } } }, 'mail', 'mention', false);
  expect(off).toEqual({ notify: { mail: { reopened: false, mention: false } } });
  expect(isTold(off, 'mail', 'mention')).toBe(false);
  expect(isTold(off, 'inbox', 'mention')).toBe(true);
  expect(told(off, 'mail', 'mention', true)).toEqual({ notify: { mail: { reopened: false } } });
});
it('the offset is counted as the server does: Berlin in summer is 120', () => {
  const berlin = { getTimezoneOffset: () => -120 } as Date;
  expect(utcOffset(berlin)).toBe(120);
  expect(Object.is(utcOffset({ getTimezoneOffset: () => 0 } as Date), 0)).toBe(true);
});
