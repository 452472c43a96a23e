import { beforeEach, expect, it, vi } from 'vitest';
import { dismiss, toast, toasts, underWay, undoLast } from './toast';

beforeEach(() => {
  for (const one of toasts.get()) dismiss(one.id);
});

it('z takes back the newest verb that can be', async () => {
  const [first, second] = [vi.fn(async () => {}), vi.fn(async () => {})];
  toast('Resolved.', { undo: first });
  toast('Snoozed.', { undo: second });
  toast('Copied.');
  expect(undoLast()).toBe(true);
  await expect.poll(() => toasts.get().map((one) => one.title)).toEqual(['Resolved.', 'Copied.', 'Undone.']);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
});
it('says when it could not', async () => {
  toast('Deleted.', { undo: () => Promise.reject(new Error('changed by Bo')) });
  undoLast();
  await expect.poll(() => toasts.get().at(-1)?.detail).toBe('changed by Bo');
});
it('a verb without an answer is the newest: it is marked, once, and then comes what was before', () => {
  const one = { unwanted: false };
  underWay.add(one);
  expect([undoLast(), one.unwanted, undoLast()]).toEqual([true, true, false]);
  underWay.delete(one);
});
it('leaves the key alone when there is nothing', () => expect(undoLast()).toBe(false));
