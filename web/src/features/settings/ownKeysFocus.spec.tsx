import { act, fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { OwnKeys } from './OwnKeys';

function ask() {
  render(<OwnKeys />);
  fireEvent.click(screen.getByRole('button', { name: 'Change the key of Select' }));
  return screen.getByText('Press a key, escape leaves it');
}
const name = () => document.activeElement?.getAttribute('aria-label');

it('escape gives the focus back to the button that asked', () => {
  fireEvent.keyDown(ask(), { key: 'Escape' });
  expect(name()).toBe('Change the key of Select');
});

it('who leaves it is not called back, and no key is awaited any more', () => {
  const field = ask();
  act(() => screen.getByRole('button', { name: 'Change the key of Next' }).focus());
  expect(name()).toBe('Change the key of Next');
  expect(field.isConnected).toBe(false);
});
