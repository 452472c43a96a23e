import { expect, test, vi } from 'vitest';
import { guardLeaving, holdStep, leaving } from './leave';

test('without a guard one leaves at once; with one only when it lets go', () => {
  const go = vi.fn();
  leaving(go);
  expect(go).toHaveBeenCalledTimes(1);
  let wanted: (() => void) | undefined;
  const end = guardLeaving((next) => {
    wanted = next;
  });
  leaving(go);
  expect(go).toHaveBeenCalledTimes(1);
  wanted?.();
  expect(go).toHaveBeenCalledTimes(2);
  end();
  leaving(go);
  expect(go).toHaveBeenCalledTimes(3);
});

test('a step back is held and its address taken back; the guard of a page that went ends no other', () => {
  const ask = vi.fn();
  const endFirst = guardLeaving(() => {});
  const end = guardLeaving(ask);
  endFirst();
  history.pushState(null, '', '/before');
  const step = new Event('popstate');
  const stop = vi.spyOn(step, 'stopImmediatePropagation');
  holdStep(step);
  expect(stop).toHaveBeenCalled();
  expect(ask).toHaveBeenCalledTimes(1);
  end();
  holdStep(new Event('popstate'));
  expect(ask).toHaveBeenCalledTimes(1);
});

test('a step to another place on the same page is not held', () => {
  const ask = vi.fn();
  const end = guardLeaving(ask);
  history.pushState(null, '', '#main');
  holdStep(new Event('popstate'));
  expect(ask).not.toHaveBeenCalled();
  end();
});
