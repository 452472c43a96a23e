import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ServerError } from '@/api/QueryPanel';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Note } from '@/ui/Note';
import { Skeleton } from '@/ui/Skeleton';
import type { MergeDialogProps } from '../MergeDialog';
import { MergeAdd } from './MergeAdd';
import { MergeFrames } from './MergeFrames';
import { MergeTogether } from './MergeTogether';
import { defaultSurvivor, fingerprintSentence, ISSUES_MOST, nameOf, warnings } from './merge';
import { pickedQuery, useMerge, useMergeDetails } from './merge.queries';
import { SurvivorList } from './SurvivorList';

/** Which one stays, what comes to it, and whether they are the same at all. */
export default function MergeForm({
  project,
  issues: given,
  onClose,
  onMerged,
}: Omit<MergeDialogProps, 'open'>) {
  const [ids, setIds] = useState<readonly string[]>(given.slice(0, ISSUES_MOST));
  const [chosen, setChosen] = useState<string>();
  const picked = useQuery(pickedQuery(project, ids));
  const issues = ids.flatMap((id) => picked.data?.find((issue) => issue.id === id) ?? []);
  const survivor =
    issues.find((issue) => issue.id === chosen) ??
    issues.find((issue) => issue.id === defaultSurvivor(issues));
  const others = issues.filter((issue) => issue.id !== survivor?.id);
  const details = useMergeDetails(project, issues, survivor?.id ?? '');
  const merge = useMerge((survivor) => {
    onClose();
    onMerged?.(survivor);
  });
  if (picked.error && !picked.data) {
    return (
      <ServerError
        error={picked.error}
        what="The issues could not be read"
        onRetry={() => void picked.refetch()}
      />
    );
  }
  if (!survivor) return <Skeleton className="h-80 w-full" />;
  const drop = (id: string) => setIds((now) => now.filter((one) => one !== id));
  return (
    <div className="grid grid-cols-1 gap-4">
      <SurvivorList
        issues={issues}
        survivor={survivor.id}
        onChoose={setChosen}
        onDrop={ids.length > 1 ? drop : undefined}
      />
      <MergeAdd
        project={project}
        issue={given[0]!}
        taken={ids}
        most={ids.length > 1 ? 3 : 6}
        onAdd={(id) => setIds([...ids, id])}
      />
      {others.length > 0 && (
        <>
          {warnings(issues, survivor).map((text) => (
            <Note key={text} tone="warning">
              {text}
            </Note>
          ))}
          <MergeTogether issues={issues} others={others} details={details} />
          <MergeFrames project={project} survivor={survivor} others={others} />
          <p className="text-body text-text2">{fingerprintSentence(details.fingerprints, survivor)}</p>
        </>
      )}
      <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-s1 px-5 py-3">
        {given.length > ISSUES_MOST && (
          <p className="mr-auto text-meta text-text3">The first {ISSUES_MOST} of those selected.</p>
        )}
        <Button onClick={onClose}>Cancel</Button>
        <Button
          tone="primary"
          busy={merge.isPending}
          disabled={others.length === 0}
          onClick={() => merge.mutate({ project, survivor, others })}
        >
          {others.length === 0 ? 'Merge' : `Merge ${count(others.length, 'issue')} into ${nameOf(survivor)}`}
        </Button>
      </div>
    </div>
  );
}
