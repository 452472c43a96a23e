import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { signInNeeded } from '@/api/session';
import { aUser } from '@/testing/samples';
import { renderPage, stubServer } from '@/testing/server';
import { strength } from './PasswordMeter';
import SignInForm from './SignInForm';

let server: ReturnType<typeof stubServer>;
beforeEach(() => {
  server = stubServer();
});
async function signIn(onSignedIn = vi.fn()) {
  renderPage(<SignInForm onSignedIn={onSignedIn} />);
  await userEvent.type(screen.getByLabelText('Mail address'), 'ana@example.com');
  await userEvent.type(screen.getByLabelText('Password'), 'secret words{Enter}');
  return onSignedIn;
}

it('hands the user on', async () => {
  server.answer('post', '/auth/local/login', aUser() as never);
  const done = await signIn();
  await expect.poll(() => done.mock.calls.length).toBe(1);
  expect(server.heard[0]!.body).toEqual({ email: 'ana@example.com', password: 'secret words' });
});
it('does not say which part was wrong, and asks for no second sign-in', async () => {
  server.refuse('post', '/auth/local/login', 401, { error: 'user unknown' });
  await signIn();
  expect((await screen.findByRole('alert')).textContent).toContain('Mail address or password is wrong.');
  expect(signInNeeded.get()).toBe(false);
});
it('asks for the second factor when the server does', async () => {
  server.refuse('post', '/auth/local/login', 401, { error: 'code', code: 'totp_required' });
  await signIn();
  expect(await screen.findByLabelText('Code from your authenticator')).toBeTruthy();
});
it('counts down while throttled', async () => {
  server.refuse('post', '/auth/local/login', 429, { error: 'slow down' });
  await signIn();
  expect((await screen.findByRole('alert')).textContent).toMatch(/Try again in \d+ s/);
  expect(screen.getByRole('button', { name: 'Sign in' })).toHaveProperty('disabled', true);
});

it.each([
  ['short', 0],
  ['aaaaaaaaaaaa', 1],
  ['lettersonly', 2],
  ['correct horse battery', 3],
])('the password "%s" is worth %d', (password, points) => expect(strength(password)).toBe(points));
