import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { canTriage } from '@/api/bootstrap';
import { $api, api } from '@/api/client';
import type { Issue } from '@/api/types';
import { undoOf } from '@/api/undo';
import { useKeys } from '@/keys';
import { Button } from '@/ui/Button';
import { inputStyle } from '@/ui/Field';
import { useIssueVerb } from './useIssueVerb';

const FIELD = 'issue-tag';

/** "team:blue" in two parts; the value may hold colons. */
export function splitTag(text: string): { key: string; value: string } | undefined {
  const at = text.indexOf(':');
  const key = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  return at > 0 && key !== '' && value !== '' ? { key, value } : undefined;
}

/** What people and rules have put on the issue; `t` adds one. */
export function ManualTags({ issue, project }: { issue: Issue; project: string }) {
  const [text, setText] = useState<string>();
  const params = { path: { project, issue: issue.id } };
  const { data } = useQuery($api.queryOptions('get', '/projects/{project}/issues/{issue}/tags', { params }));
  const verb = useIssueVerb(issue);
  const may = canTriage();
  const typed = splitTag(text ?? '');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!typed) return;
    verb.mutate({
      call: () => api.POST('/projects/{project}/issues/{issue}/tags', { params, body: typed }).then(undoOf),
      done: `Tagged ${typed.key}:${typed.value}.`,
    });
    setText('');
  };
  const remove = (tag: { key: string; value: string }) =>
    verb.mutate({
      call: () =>
        api
          .DELETE('/projects/{project}/issues/{issue}/tags', {
            params,
            body: { key: tag.key, value: tag.value },
          })
          .then(undoOf),
      done: `${tag.key}:${tag.value} taken off.`,
    });
  useKeys('page', [
    {
      keys: 't',
      label: 'Tag',
      group: 'Issue',
      run: () => {
        if (!may) return false;
        setText(text ?? '');
        requestAnimationFrame(() => document.getElementById(FIELD)?.focus());
      },
    },
  ]);
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
              onClick={() => remove(tag)}
            >
              <X size={12} aria-hidden="true" />
            </button>
          ) : (
            <span className="w-2" />
          )}
        </span>
      ))}
      {data?.length === 0 && text === undefined && !may && <p className="text-meta text-text3">None.</p>}
      {may && text === undefined && (
        <Button size="dense" tone="ghost" keys="t" className="-ml-1" onClick={() => setText('')}>
          Add a tag
        </Button>
      )}
      {text !== undefined && (
        <form onSubmit={add} className="flex w-full gap-1">
          <input
            id={FIELD}
            aria-label="New tag, key:value"
            placeholder="key:value"
            autoComplete="off"
            spellCheck={false}
            className={`${inputStyle} h-7! text-meta!`}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setText(undefined)}
          />
          <Button type="submit" size="dense" disabled={!typed}>
            Add
          </Button>
        </form>
      )}
    </div>
  );
}
