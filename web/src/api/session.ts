import { createStore } from '@/lib/store';

/** True while the server says 401: the shell lays a sign-in dialog over the page. */
export const signInNeeded = createStore(false);

export function requireSignIn(): void {
  signInNeeded.set(true);
}
