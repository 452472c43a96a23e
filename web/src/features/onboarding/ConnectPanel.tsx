import { useQuery } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { errorText } from '@/api/errors';
import type { ProjectDetail } from '@/api/types';
import { lastEvent, projectsQuery } from '@/features/project';
import { optional, useSearchState } from '@/lib/search';
import { Button } from '@/ui/Button';
import { CodeBox } from '@/ui/CodeBox';
import { Note } from '@/ui/Note';
import { AttemptsStrip } from './AttemptsStrip';
import { isEvent } from './accepted';
import { useAttempts } from './attempt.queries';
import { fillIn, isLoopback } from './dsn';
import { PlatformPicker } from './PlatformPicker';
import { platforms, type Variant } from './platforms';
import { sendTestEvent } from './testEvent';
import { WaitingLine } from './WaitingLine';

const codec = { platform: optional(), variant: optional() };

function Steps({ variant, dsn }: { variant: Variant; dsn: string }) {
  return (
    <ol className="grid grid-cols-1 gap-5">
      {variant.steps.map((step, i) => (
        <li key={step.title} className="grid grid-cols-1 gap-1.5">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="text-text3 tabular-nums">{i + 1}</span>
            <span className="font-medium">{step.title}</span>
            {step.file && <span className="text-meta text-text3">{step.file}</span>}
          </p>
          <CodeBox what={step.title.toLowerCase()} code={fillIn(step.code, dsn)} />
        </li>
      ))}
    </ol>
  );
}

function TestButton({ dsn }: { dsn: string }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const send = async () => {
    setBusy(true);
    setFailure('');
    await sendTestEvent(dsn).catch((error: unknown) => setFailure(errorText(error)));
    setBusy(false);
  };
  return (
    <div className="grid gap-3">
      <Button icon={<Send size={14} />} className="justify-self-start" busy={busy} onClick={send}>
        Send a test event from this page
      </Button>
      {failure && (
        <Note tone="error" alert>
          {failure}
        </Note>
      )}
    </div>
  );
}

/** From the DSN to the first event; also what an empty issue list shows. */
export function ConnectPanel({ project }: { project: ProjectDetail }) {
  const [search, setSearch] = useSearchState(codec);
  const attempts = useAttempts(project.slug, project.id).data?.items ?? [];
  const platform = platforms.find((one) => one.id === search.platform) ?? platforms[0]!;
  const variant = platform.variants.find((one) => one.label === search.variant) ?? platform.variants[0]!;
  const dsn = project.dsn ?? '';
  const listed = useQuery(projectsQuery()).data?.find((one) => one.id === project.id);
  const earlier = listed && lastEvent(listed);
  return (
    <div className="grid max-w-[920px] grid-cols-1 gap-7 px-4 py-5 md:px-6">
      <div className="grid grid-cols-1 gap-2">
        <p className="text-body text-text2">The DSN is the address SDKs send to. It only lets events in.</p>
        <CodeBox what="DSN" code={dsn} />
        {isLoopback(dsn) && (
          <Note tone="warning">
            This address works on the server’s own machine only. For other machines open this page by a name
            they can reach, or set <code>BASE_URL</code>.
          </Note>
        )}
      </div>
      <section aria-label="Connect an SDK" className="grid grid-cols-1 gap-5">
        <PlatformPicker
          platform={platform}
          variant={variant}
          onPick={(nextPlatform, nextVariant) =>
            setSearch({ platform: nextPlatform.id, variant: nextVariant.label })
          }
        />
        <Steps variant={variant} dsn={dsn} />
        <TestButton dsn={dsn} />
      </section>
      <section aria-label="What has arrived" className="grid grid-cols-1 gap-3 border-t border-line pt-4">
        <WaitingLine project={project.slug} receivedAt={attempts.find(isEvent)?.at ?? earlier} />
        <AttemptsStrip attempts={attempts} />
      </section>
    </div>
  );
}
