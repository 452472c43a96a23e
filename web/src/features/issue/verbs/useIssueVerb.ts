import { useMutation, useQueryClient } from '@tanstack/react-query';
import { errorText } from '@/api/errors';
import type { Issue } from '@/api/types';
import { undoBy } from '@/api/undo';
import { toast } from '@/ui/toast';
import { patchIssue, rereadIssue } from '../issue.queries';

export interface IssueVerb {
  /** Answers with the token that takes it back. */
  call: () => Promise<string | undefined>;
  /** Shown at once. */
  patch?: Partial<Issue>;
  /** "Assigned to Jane." */
  done: string;
  detail?: string;
}

/** One verb on one issue: optimistic, taken back when refused, undone by `z`. */
export function useIssueVerb(issue: Issue) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (verb: IssueVerb) => verb.call(),
    onMutate: ({ patch }) => {
      if (!patch) return undefined;
      const before = Object.fromEntries(Object.keys(patch).map((key) => [key, issue[key as keyof Issue]]));
      patchIssue(client, issue.id, patch);
      return before as Partial<Issue>;
    },
    onError: (error, _, before) => {
      if (before) patchIssue(client, issue.id, before);
      toast('That did not work.', { tone: 'error', detail: errorText(error) });
    },
    onSuccess: (token, { done, detail }, before) => {
      toast(done, {
        detail,
        undo:
          token === undefined
            ? undefined
            : async () => {
                await undoBy(token);
                if (before) patchIssue(client, issue.id, before);
                await rereadIssue(client);
              },
      });
      return rereadIssue(client);
    },
  });
}
