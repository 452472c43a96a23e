import { useQuery } from '@tanstack/react-query';
import { useSearch } from 'wouter';
import { $api, api } from '@/api/client';
import { paths } from '@/lib/paths';
import { LinkButton } from '@/ui/Button';
import { Note } from '@/ui/Note';
import { AuthFrame } from './AuthFrame';
import { NewAccountForm } from './NewAccountForm';

function AddressNote({ baseUrl }: { baseUrl: string }) {
  const differs = baseUrl !== '' && new URL(baseUrl, location.origin).origin !== location.origin;
  if (!differs) {
    return (
      <p className="mt-6 text-meta text-text3">
        SDKs will send to <code className="text-text2">{location.origin}</code>.
      </p>
    );
  }
  return (
    <Note tone="warning" className="mt-6">
      The server calls itself <code>{baseUrl}</code>, you opened it as <code>{location.origin}</code>. Set{' '}
      <code>BASE_URL</code> if links in mails should use the second.
    </Note>
  );
}

export default function SetupPage() {
  const code = new URLSearchParams(useSearch()).get('code') ?? '';
  const config = useQuery($api.queryOptions('get', '/auth/config'));
  if (config.data && config.data.setup_needed === false) {
    return (
      <AuthFrame title="Set up already" lead="This server has its first admin; the setup link worked once.">
        <LinkButton tone="primary" href={paths.login()}>
          Sign in
        </LinkButton>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Make the first admin" lead="One account, then your first project.">
      <NewAccountForm
        code={code}
        verb="Create account"
        submit={async (account) => {
          await api.POST('/auth/setup', { body: account });
          location.assign(paths.newProject());
        }}
      />
      {config.data && <AddressNote baseUrl={config.data.base_url ?? ''} />}
    </AuthFrame>
  );
}
