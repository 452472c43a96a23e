import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { currentUser } from '@/api/bootstrap';
import { signInNeeded } from '@/api/session';
import { useStore } from '@/lib/store';
import { Dialog } from '@/ui/Dialog';

const SignInForm = lazy(() => import('@/features/auth/SignInForm'));

/** The session ended: sign in over the page, which keeps its state. */
export function SignInDialog() {
  const needed = useStore(signInNeeded);
  const client = useQueryClient();
  const before = useStore(currentUser);
  return (
    <Dialog
      open={needed}
      blocking
      size="small"
      title="Your session ended"
      description="Sign in to go on where you are."
      onClose={() => {}}
    >
      <Suspense fallback={null}>
        <SignInForm
          email={before?.email}
          onSignedIn={(user) => {
            if (user.id !== before?.id) location.reload();
            currentUser.set(user);
            signInNeeded.set(false);
            void client.invalidateQueries();
          }}
        />
      </Suspense>
    </Dialog>
  );
}
