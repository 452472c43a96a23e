import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { $api, api } from '@/api/client';
import { ApiError } from '@/api/errors';
import { ServerError } from '@/api/QueryPanel';
import { paths } from '@/lib/paths';
import { LinkButton } from '@/ui/Button';
import { AuthFrame } from './AuthFrame';
import { NewAccountForm } from './NewAccountForm';
import { offers } from './offers';

export default function InvitePage() {
  const { token = '' } = useParams<{ token: string }>();
  const params = { path: { token } };
  const invite = useQuery($api.queryOptions('get', '/auth/invite/{token}', { params }));
  const config = useQuery($api.queryOptions('get', '/auth/config'));
  if (invite.error) {
    const gone = invite.error instanceof ApiError && [400, 404, 410].includes(invite.error.status);
    return (
      <AuthFrame
        title={gone ? 'This invitation is no longer good' : 'Invitation'}
        lead={gone && 'It was used, has run out, or a newer one was made. Ask an admin for a new link.'}
      >
        {gone ? (
          <LinkButton href={paths.login()}>Sign in instead</LinkButton>
        ) : (
          <ServerError
            error={invite.error}
            what="The invitation could not be read"
            onRetry={() => void invite.refetch()}
          />
        )}
      </AuthFrame>
    );
  }
  if (!invite.data || !config.data) return null;
  const { email, role } = invite.data;
  if (!offers(config.data, 'local')) {
    return (
      <AuthFrame title="Join" lead={`You are invited as ${role}: sign in as ${email}.`}>
        <LinkButton href={paths.login()}>Go to sign-in</LinkButton>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Join" lead={`You are invited as ${role}.`}>
      <NewAccountForm
        email={email}
        verb="Create account"
        submit={async ({ name, password }) => {
          await api.POST('/auth/invite/{token}', { params, body: { name, password } });
          location.assign('/');
        }}
      />
    </AuthFrame>
  );
}
