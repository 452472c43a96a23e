import { errorText } from '@/api/errors';
import { toast } from '@/ui/toast';
import { useDeleteRule, useSaveRule } from './rule.queries';
import { bodyOf, draftOf, type Kind, type Rule, wordsOf } from './ruleDraft';

/** Removes a rule; undo writes it anew. */
export function useDropRule(project: string, kind: Kind, onGone?: () => void) {
  const save = useSaveRule(project, kind);
  const remove = useDeleteRule(project, kind);
  return (rule: Rule) =>
    remove.mutateAsync(rule).then(
      () => {
        toast('Rule removed.', {
          detail: wordsOf(kind).removed,
          undo: () => {
            const { version: _, ...body } = bodyOf(kind, draftOf(rule), rule);
            return save.mutateAsync({ body });
          },
        });
        onGone?.();
      },
      (error: unknown) => {
        toast('Nothing was removed.', { tone: 'error', detail: errorText(error) });
      },
    );
}
