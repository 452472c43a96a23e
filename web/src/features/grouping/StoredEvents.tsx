import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isAdmin } from '@/api/bootstrap';
import { api } from '@/api/client';
import { errorText } from '@/api/errors';
import { finishJob, type Job, undoWork } from '@/api/job';
import { rereadIssues } from '@/api/reread';
import { Button } from '@/ui/Button';
import { Note } from '@/ui/Note';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { previewQuery } from './grouping.queries';
import { type Applied, appliedWords } from './rule';
import { WhatIf } from './WhatIf';

/** Today's grouping on stored events: a job, followed in a toast, taken back as one. */
function useApply(project: string) {
  const client = useQueryClient();
  const [done, setDone] = useState<Job>();
  const reread = () => rereadIssues(client);
  const apply = useMutation({
    mutationFn: async () => {
      const { data } = await api.POST('/projects/{project}/grouping/apply', {
        params: { path: { project } },
      });
      return finishJob(data!.job ?? '', 'Grouping stored events');
    },
    onSuccess: (job) => {
      setDone(job);
      return reread();
    },
    onError: (error) => {
      toast('Not all was applied.', { tone: 'error', detail: errorText(error) });
      return reread();
    },
  });
  const takeBack = useMutation({
    mutationFn: (token: string) => undoWork(token, 'fingerprint'),
    onSuccess: (detail) => {
      setDone(undefined);
      toast('Taken back.', { detail });
      return reread();
    },
    onError: (error) => toast('That could not be taken back.', { tone: 'error', detail: errorText(error) }),
  });
  return { apply, takeBack, done };
}

function Outcome({ done, busy, onUndo }: { done: Job; busy: boolean; onUndo: (token: string) => void }) {
  const { undo } = done;
  return (
    <div role="status" className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 basis-72 text-body">
        {appliedWords(done.result as Applied, done.status === 'done')}
        {undo && ' It can be taken back for ten minutes.'}
      </p>
      {undo && (
        <Button busy={busy} onClick={() => onUndo(undo)}>
          Take back
        </Button>
      )}
    </div>
  );
}

/** What today's settings make of events that older ones grouped, and the way to make it so. */
export function StoredEvents({ project }: { project: string }) {
  const [asked, setAsked] = useState(false);
  const { data } = useQuery({ ...previewQuery(project), enabled: asked });
  const { apply, takeBack, done } = useApply(project);
  const differs = data !== undefined && data.moving_events > 0;
  return (
    <Section
      title="Stored events under today's settings"
      lead="Rules and settings act on what arrives. Stored events stay in their issues until they are grouped anew, here."
    >
      {asked ? (
        <WhatIf project={project} />
      ) : (
        <Button className="justify-self-start" onClick={() => setAsked(true)}>
          Compare them
        </Button>
      )}
      {differs &&
        (isAdmin() ? (
          <div className="flex flex-wrap items-center gap-3">
            <Button tone="primary" busy={apply.isPending} onClick={() => apply.mutate()}>
              Apply to stored events
            </Button>
            <p className="min-w-0 flex-1 basis-64 text-meta text-text3">
              Issues come together or part with their counts. It goes on when you leave this page.
            </p>
          </div>
        ) : (
          <Note>Only an admin can apply them.</Note>
        ))}
      {done && <Outcome done={done} busy={takeBack.isPending} onUndo={takeBack.mutate} />}
    </Section>
  );
}
