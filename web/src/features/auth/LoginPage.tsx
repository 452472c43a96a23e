import { useQuery } from '@tanstack/react-query';
import { useSearch } from 'wouter';
import { $api } from '@/api/client';
import { ServerError } from '@/api/QueryPanel';
import type { AuthConfig } from '@/api/types';
import { safeNext } from '@/lib/paths';
import { LinkButton } from '@/ui/Button';
import { Note } from '@/ui/Note';
import { AuthFrame } from './AuthFrame';
import { offers } from './offers';
import SignInForm from './SignInForm';

function Methods({ config, next }: { config: AuthConfig; next: string }) {
  const others = (config.methods ?? []).filter((method) => method !== 'local');
  return (
    <div className="grid gap-4">
      {others.map((method) => (
        <LinkButton
          key={method}
          href={`/api/v1/auth/oidc/${method}/start?next=${encodeURIComponent(next)}`}
          className="w-full"
        >
          Continue with {method === 'google' ? 'Google' : method}
        </LinkButton>
      ))}
      {others.length > 0 && offers(config, 'local') && <p className="text-center text-meta text-text3">or</p>}
      {offers(config, 'local') && (
        <>
          {/* A full load: the server writes the user's data into the page. */}
          <SignInForm onSignedIn={() => location.assign(next)} />
          <p className="text-meta text-text3">
            Forgot it? An admin can {config.smtp ? 'mail you' : 'give you'} a new link.
          </p>
        </>
      )}
      {!offers(config, 'local') && others.length === 0 && (
        <Note tone="warning">
          Sign-in with Google is chosen, but <code>GOOGLE_CLIENT_ID</code> is not set on the server.
        </Note>
      )}
    </div>
  );
}

// What the server says in the address when somebody comes back from a provider in vain.
const refusals: Record<string, string> = {
  not_invited: 'Nobody has invited this address. Ask an admin.',
  disabled: 'This account is disabled.',
  domain: 'Addresses of this domain may not sign in here.',
  credentials: 'That sign-in was not completed.',
  state: 'That sign-in was not begun here, or took too long. Try again.',
  link: 'That sign-in was used already, or took too long. Try again.',
};

export default function LoginPage() {
  const query = new URLSearchParams(useSearch());
  const next = safeNext(query.get('next'));
  const refused = query.get('error');
  const config = useQuery($api.queryOptions('get', '/auth/config'));
  if (config.data?.setup_needed && offers(config.data, 'local')) {
    return (
      <AuthFrame title="This server is new" lead="It has no user yet.">
        <Note>
          When it started, the server printed a one-time setup link. Open that link to make the first admin.
        </Note>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Sign in" lead={next === '/' ? undefined : 'You go on to the page you asked for.'}>
      {refused && (
        <Note tone="warning" className="mb-5">
          {refusals[refused] ?? 'The provider of this sign-in cannot be reached now. Try again later.'}
        </Note>
      )}
      {config.error && (
        <div className="-mx-4">
          <ServerError
            error={config.error}
            what="The server’s sign-in settings could not be read"
            onRetry={() => void config.refetch()}
          />
        </div>
      )}
      {config.data && <Methods config={config.data} next={next} />}
    </AuthFrame>
  );
}
