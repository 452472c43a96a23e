import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import { StarterList } from '@/features/condition';
import { projectsQuery, useProject } from '@/features/project';
import { paths } from '@/lib/paths';
import { LinkButton } from '@/ui/Button';
import { cx } from '@/ui/cx';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { toast } from '@/ui/toast';
import { Recalculate } from './Recalculate';
import { RuleRow } from './RuleRow';
import { rulesQuery, useOrderRules } from './rule.queries';
import { type Kind, kindOf, kinds, type Rule, wordsOf } from './ruleDraft';

import { rulePath } from './rulePath';
import { starters } from './starters';
import { useFollow } from './useFollow';

function KindTabs({ project, kind }: { project: string; kind: Kind }) {
  return (
    <nav aria-label="Kinds of rules" className="flex gap-0.5 overflow-x-auto px-4 pt-3 md:px-6">
      {kinds.map((one) => (
        <a
          key={one.kind}
          href={`${paths.rules(project)}/${one.kind}`}
          aria-current={one.kind === kind ? 'page' : undefined}
          className={cx(
            'flex h-7 shrink-0 items-center rounded-ctl px-2.5 no-underline pointer-coarse:h-11',
            one.kind === kind ? 'bg-s3 font-medium text-text' : 'text-text2 hover:bg-s2 hover:text-text',
          )}
        >
          {one.label}
        </a>
      ))}
    </nav>
  );
}

function Rules({ project, kind, rules }: { project: string; kind: Kind; rules: readonly Rule[] }) {
  const order = useOrderRules(project);
  const ids = rules.map((one) => one.id ?? '');
  const { list, follow } = useFollow<HTMLOListElement>(ids);
  const move = (at: number, by: -1 | 1) => {
    follow(ids[at]!, by < 0 ? 'up' : 'down');
    const moved = ids.toSpliced(at, 1).toSpliced(at + by, 0, ids[at]!);
    order.mutate(moved, {
      onError: (error) => toast('The order stays.', { tone: 'error', detail: errorText(error) }),
    });
  };
  return (
    <ol ref={list} aria-label="Rules">
      {rules.map((rule, at) => (
        <RuleRow
          key={rule.id}
          {...{ project, kind, rule }}
          isFirst={at === 0}
          isLast={at === rules.length - 1}
          onRemove={() => follow(rule.id ?? '', 'remove')}
          onMove={kind === 'priority' ? (by) => move(at, by) : undefined}
        />
      ))}
    </ol>
  );
}

export default function RuleListPage() {
  const { project = '', kind: name } = useParams<{ project: string; kind?: string }>();
  const kind = kindOf(name);
  const query = useQuery(rulesQuery(project, kind));
  const here = useProject(project).data;
  const { data: projects } = useQuery(projectsQuery());
  const issues = projects?.find((one) => one.id === here?.id)?.total_issues;
  const { lead, empty } = wordsOf(kind);
  const begins = starters[kind];
  const add = (
    <LinkButton tone="primary" icon={<Plus size={14} />} href={rulePath(project, kind, 'new')}>
      New rule
    </LinkButton>
  );
  return (
    <Page title="Rules" scope={here?.name ?? project} actions={isAdmin() && add}>
      <KindTabs project={project} kind={kind} />
      <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3 md:px-6">
        <p className="max-w-[620px] text-text2">{lead}</p>
        {kind === 'priority' && isAdmin() && (query.data?.length ?? 0) > 0 && (
          <Recalculate project={project} issues={issues} />
        )}
      </div>
      <QueryPanel
        query={query}
        what="The rules could not be read"
        skeleton={<Skeleton className="m-6 h-40" />}
      >
        {(rules) =>
          rules.length === 0 ? (
            <EmptyState title={empty.title} kind="flat" action={isAdmin() && !begins && add}>
              <p>{empty.words}</p>
              {isAdmin() && begins && <StarterList starters={begins} href={rulePath(project, kind, 'new')} />}
            </EmptyState>
          ) : (
            <Rules {...{ project, kind, rules }} />
          )
        }
      </QueryPanel>
    </Page>
  );
}
