/** Long work on the server: followed in a toast, stopped from it, taken back as one step. */
import { count, exact } from '@/lib/number';
import { listen } from '@/live';
import { toast, updateToast } from '@/ui/toast';
import { api } from './client';
import { ApiError } from './errors';
import type { Answer } from './types';

export type Job = Answer<'/jobs/{job}'>;

const POLL_MS = 1_000;

/** Resolves when the work is over. The stream says when to look, a timer looks without it. */
async function followJob(id: string, onStep: (job: Job) => void): Promise<Job> {
  let wake = () => {};
  const stop = listen(`job:${id}`, () => wake());
  try {
    for (;;) {
      const { data } = await api.GET('/jobs/{job}', { params: { path: { job: id } } });
      onStep(data!);
      if (data!.ended_at !== null) return data!;
      await new Promise<void>((resolve) => {
        wake = resolve;
        window.setTimeout(resolve, POLL_MS);
      });
    }
  } finally {
    stop();
  }
}

/** Long work has a toast of its own, with a way to stop it. */
export async function finishJob(id: string, title: string): Promise<Job> {
  const shown = toast(title, {
    progress: { done: 0, total: 0 },
    action: {
      label: 'Stop',
      run: () => void api.DELETE('/jobs/{job}', { params: { path: { job: id } } }).catch(() => {}),
    },
  });
  try {
    const job = await followJob(id, ({ done, total }) =>
      updateToast(shown, {
        progress: { done, total },
        ...(total > 0 ? { detail: `${exact(done)} of ${exact(total)}` } : {}),
      }),
    );
    if (job.status === 'failed') throw new Error(job.error ?? 'The work failed on the server');
    return job;
  } finally {
    updateToast(shown, undefined);
  }
}

/** Takes back what a job did, by another job when it is much. Answers with what to add to "Undone.". */
export async function undoWork(token: string, noun = 'issue'): Promise<string | undefined> {
  const { data } = await api.POST('/undo/{undo}', { params: { path: { undo: token } } });
  const { restored, skipped, job } = data!;
  if (!job && restored === 0 && skipped.length > 0)
    throw new ApiError('It was changed again since.', { status: 409, code: 'undo_conflict' });
  const left = job ? (await finishJob(job, 'Taking it back')).skipped : skipped.length;
  return left > 0 ? `${count(left, noun)} changed meanwhile and stayed as they are.` : undefined;
}
