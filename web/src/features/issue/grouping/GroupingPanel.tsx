import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { canTriage } from '@/api/bootstrap';
import { api } from '@/api/client';
import { errorText } from '@/api/errors';
import { ServerError } from '@/api/QueryPanel';
import { rereadIssues } from '@/api/reread';
import type { Issue } from '@/api/types';
import { undoBy, undoToken } from '@/api/undo';
import { count } from '@/lib/number';
import { paths } from '@/lib/paths';
import { Button } from '@/ui/Button';
import { Skeleton } from '@/ui/Skeleton';
import { toast } from '@/ui/toast';
import { groupingQuery } from '../figure.queries';
import { FingerprintItem } from './FingerprintItem';
import { unmergeWords } from './groupingWords';

const EVENT = ['get', '/projects/{project}/issues/{issue}/events/{event}'];

interface Unmerge {
  /** The one they are taken out of: the page may show what went its own way before the answer is there. */
  stays: Issue;
  fingerprints: string[];
}

function useUnmerge(project: string, onDone: () => void) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const reread = () => rereadIssues(client);
  return useMutation({
    mutationFn: ({ stays, fingerprints }: Unmerge) =>
      api.POST('/projects/{project}/issues/{issue}/unmerge', {
        params: { path: { project, issue: stays.id } },
        body: { fingerprints },
      }),
    onSuccess: ({ data, response }, { stays }) => {
      const token = undoToken(response);
      toast('Taken out.', {
        detail: `${count(data!.restored.length, 'issue')} stand on their own again, with their later events.`,
        undo: token === undefined ? undefined : () => undoBy(token).then(reread),
      });
      onDone();
      // The address, or the event that is shown, may be of an issue that has gone its own way.
      navigate(paths.issue(project, stays.short_id ?? stays.id), { replace: true });
      return client.resetQueries({ queryKey: EVENT }).then(reread);
    },
    onError: (error) => toast('Nothing was taken out.', { tone: 'error', detail: errorText(error) }),
  });
}

interface GroupingPanelProps {
  project: string;
  issue: Issue;
  onClose: () => void;
}

/** Why its events are together, and the way out of a wrong merge. */
export default function GroupingPanel({ project, issue, onClose }: GroupingPanelProps) {
  const query = useQuery(groupingQuery(project, issue.id));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const unmerge = useUnmerge(project, onClose);
  if (query.error) {
    return (
      <ServerError
        error={query.error}
        what="The grouping could not be read"
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (!query.data) return <Skeleton className="h-72 w-full" />;
  const all = query.data.fingerprints;
  const picked = all.filter((one) => one.hash !== null && chosen.includes(one.hash));
  const words = unmergeWords(picked, all);
  const splits = all.length > 1 && canTriage();
  return (
    <div className="grid grid-cols-1">
      {splits && (
        <p className="text-body text-text2">
          Mark what does not belong here. It goes back to the issue it came from, or becomes one of its own.
        </p>
      )}
      <ul>
        {all.map((one) => (
          <FingerprintItem
            key={one.hash}
            one={one}
            foreign={one.home_issue_id !== null && one.home_issue_id !== issue.id}
            chosen={one.hash !== null && chosen.includes(one.hash)}
            onChoose={
              splits && one.hash !== null
                ? (on) => setChosen(on ? [...chosen, one.hash!] : chosen.filter((hash) => hash !== one.hash))
                : undefined
            }
          />
        ))}
      </ul>
      {splits && (
        <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-s1 px-5 py-3">
          {picked.length === all.length && (
            <p className="mr-auto text-meta text-text3">One fingerprint has to stay.</p>
          )}
          <Button onClick={onClose}>Close</Button>
          <Button
            tone="primary"
            busy={unmerge.isPending}
            disabled={words === undefined}
            onClick={() => unmerge.mutate({ stays: issue, fingerprints: picked.map((one) => one.hash!) })}
          >
            {words ?? 'Take out'}
          </Button>
        </div>
      )}
    </div>
  );
}
