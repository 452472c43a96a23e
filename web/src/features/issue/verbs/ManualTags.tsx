import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { canTriage } from '@/api/bootstrap';
import { $api } from '@/api/client';
import { errorText } from '@/api/errors';
import { Button } from '@/ui/Button';
import type { Verbs } from '../bulk/useVerbs';
import { tagVerb } from '../bulk/verbs';

interface ManualTagsProps {
  project: string;
  issue: string;
  verbs: Verbs;
}

/** What people and rules have put on the issue. */
export function ManualTags({ project, issue, verbs }: ManualTagsProps) {
  const { data, error, refetch } = useQuery(
    $api.queryOptions('get', '/projects/{project}/issues/{issue}/tags', {
      params: { path: { project, issue } },
    }),
  );
  const may = canTriage();
  if (error && !data) {
    return (
      <p className="text-meta text-text3">
        The tags could not be read: {errorText(error)}{' '}
        <Button size="dense" tone="ghost" onClick={() => void refetch()}>
          Retry
        </Button>
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-1">
      {data?.map((tag) => (
        <span
          key={tag.id}
          className="inline-flex h-6 max-w-full items-center rounded-chip border border-line pl-2 text-meta"
          title={tag.source === 'manual' ? undefined : `Put there by ${tag.source}`}
        >
          <span className="min-w-0 truncate" dir="auto">
            {tag.key}:{tag.value}
          </span>
          {may ? (
            <button
              type="button"
              aria-label={`Take off ${tag.key}:${tag.value}`}
              className="inline-flex size-6 shrink-0 items-center justify-center text-text3 outline-offset-[-2px]! hover:text-text"
              onClick={() => verbs.act(tagVerb(false, tag.key, tag.value))}
            >
              <X size={12} aria-hidden="true" />
            </button>
          ) : (
            <span className="w-2" />
          )}
        </span>
      ))}
      {data?.length === 0 && !may && <p className="text-meta text-text3">None.</p>}
      {may && (
        <Button size="dense" tone="ghost" keys="t" className="-ml-1" onClick={() => verbs.ask('tag')}>
          Add a tag
        </Button>
      )}
    </div>
  );
}
