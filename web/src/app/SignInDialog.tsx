import { useQueryClient } from '@tanstack/react-query';
import { currentUser } from '@/api/bootstrap';
import { signInNeeded } from '@/api/session';
import SignInForm from '@/features/auth/SignInForm';
import { useStore } from '@/lib/store';
import { Dialog } from '@/ui/Dialog';

/** The session ended: sign in over the page, which keeps its state. */
export default function SignInDialog() {
  const client = useQueryClient();
  const before = useStore(currentUser);
  return (
    <Dialog
      open
      blocking
      size="small"
      title="Your session ended"
      description="Sign in to go on where you are."
      onClose={() => {}}
    >
      <SignInForm
        email={before?.email}
        onSignedIn={(user) => {
          if (user.id !== before?.id) location.reload();
          currentUser.set(user);
          signInNeeded.set(false);
          void client.invalidateQueries();
        }}
      />
    </Dialog>
  );
}
