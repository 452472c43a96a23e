import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { errorText } from '@/api/errors';
import { finishJob } from '@/api/job';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { toast } from '@/ui/toast';
import { useRecalculate } from './rule.queries';

/** Scores every issue anew: at once, or as a job that tells how far it is and can be stopped. */
export function Recalculate({ project, issues }: { project: string; issues: number | undefined }) {
  const start = useRecalculate(project);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { recalculated, job } = await start.mutateAsync(undefined);
      const done = job ? (await finishJob(job, 'Scoring issues')).affected : recalculated;
      toast(`${count(done, 'issue')} scored.`, { detail: 'What people set by hand stays.' });
    } catch (error) {
      toast('Issues were not scored.', { tone: 'error', detail: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="dense" icon={<RefreshCw size={14} />} busy={busy} onClick={() => void run()}>
      {issues === undefined ? 'Recalculate all issues' : `Recalculate ${count(issues, 'issue')}`}
    </Button>
  );
}
