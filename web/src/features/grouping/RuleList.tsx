import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import { Button, IconButton } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { toast } from '@/ui/toast';
import { rulesQuery, useDeleteRule, useSaveRule } from './grouping.queries';
import { RuleEditor } from './RuleEditor';
import { draftOf, type Rule, sentence } from './rule';

const refused = (error: unknown) =>
  toast('Nothing was changed.', { tone: 'error', detail: errorText(error) });

interface RowProps {
  project: string;
  rule: Rule;
  at: number;
  last: boolean;
  onEdit: () => void;
}

function RuleRow({ project, rule, at, last, onEdit }: RowProps) {
  const save = useSaveRule(project);
  const remove = useDeleteRule(project);
  const name = rule.name || sentence(rule);
  const move = (to: number) =>
    save.mutate({ draft: draftOf(rule), rule, position: to }, { onError: refused });
  const drop = () =>
    remove.mutate(rule, {
      onSuccess: () =>
        toast('Rule removed.', {
          detail: 'Issues it made stay until stored events are grouped anew.',
          undo: () => save.mutateAsync({ draft: draftOf(rule), position: at }),
        }),
      onError: refused,
    });
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-b border-line py-2.5 last:border-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex items-center gap-2 font-medium">
          <span className="min-w-0 truncate">{rule.name || 'Rule'}</span>
          {!rule.enabled && <Chip tone="ignored">off</Chip>}
        </p>
        <p className="text-meta text-text2 wrap-anywhere">{sentence(rule)}</p>
      </div>
      {isAdmin() && (
        <div className="flex">
          <IconButton label={`Try ${name} earlier`} disabled={at === 0} onClick={() => move(at - 1)}>
            <ArrowUp size={14} />
          </IconButton>
          <IconButton label={`Try ${name} later`} disabled={last} onClick={() => move(at + 1)}>
            <ArrowDown size={14} />
          </IconButton>
          <IconButton label={`Change ${name}`} onClick={onEdit}>
            <Pencil size={14} />
          </IconButton>
          <IconButton label={`Remove ${name}`} onClick={drop}>
            <Trash2 size={14} />
          </IconButton>
        </div>
      )}
    </li>
  );
}

/** Rules in the order they are tried; the first that matches decides. */
export function RuleList({ project }: { project: string }) {
  const query = useQuery({ ...rulesQuery(project), enabled: isAdmin() });
  const [editing, setEditing] = useState<string>();
  const done = () => setEditing(undefined);
  const add = isAdmin() && editing === undefined && (
    <Button size="dense" icon={<Plus size={14} />} onClick={() => setEditing('')}>
      New rule
    </Button>
  );
  return (
    <Section
      title="Fingerprint rules"
      lead="Which events are one issue, where the usual grouping is wrong. Tried from the top, the first that matches decides. They act on what arrives; stored events follow when you apply them, below."
      action={add}
    >
      {editing === '' && <RuleEditor project={project} onDone={done} />}
      {!isAdmin() && <p className="text-body text-text3">Rules are shown to admins.</p>}
      {isAdmin() && (
        <div className="min-h-20">
          <QueryPanel
            query={query}
            what="The rules could not be read"
            skeleton={<Skeleton className="h-20" />}
          >
            {(rules) =>
              rules.length === 0 ? (
                <p className="text-body text-text3">No rule yet: events group by type and stack.</p>
              ) : (
                <ol>
                  {rules.map((rule, at) =>
                    editing === rule.id ? (
                      <li key={rule.id} className="py-3">
                        <RuleEditor project={project} rule={rule} onDone={done} />
                      </li>
                    ) : (
                      <RuleRow
                        key={rule.id}
                        project={project}
                        rule={rule}
                        at={at}
                        last={at === rules.length - 1}
                        onEdit={() => setEditing(rule.id ?? undefined)}
                      />
                    ),
                  )}
                </ol>
              )
            }
          </QueryPanel>
        </div>
      )}
    </Section>
  );
}
