import { Trash2 } from 'lucide-react';
import { useLocation, useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { QueryPanel } from '@/api/QueryPanel';
import { DeskSkeleton } from '@/features/condition';
import { useProject } from '@/features/project';
import { paths } from '@/lib/paths';
import { optional, useSearchState } from '@/lib/search';
import { Button, LinkButton } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { RuleEditor } from './RuleEditor';
import { useRule } from './rule.queries';
import { draftOf, emptyRule, type Kind, kindOf, wordsOf } from './ruleDraft';
import { rulePath } from './rulePath';
import { starters } from './starters';
import { useDropRule } from './useDropRule';

const codec = { start: optional() };

interface PartProps {
  project: string;
  kind: Kind;
  rule: string;
}

function Stored({ project, kind, rule }: PartProps) {
  const query = useRule(project, kind, rule);
  return (
    <QueryPanel query={query} what="The rule could not be read" skeleton={<DeskSkeleton />}>
      {(data) =>
        data ? (
          <RuleEditor
            key={data.id}
            {...{ project, kind }}
            rule={data}
            start={draftOf(data)}
            onSaved={() => {}}
          />
        ) : (
          <EmptyState
            title="There is no such rule, or no longer"
            action={<LinkButton href={`${paths.rules(project)}/${kind}`}>All rules</LinkButton>}
          />
        )
      }
    </QueryPanel>
  );
}

export default function RulePage() {
  const {
    project = '',
    kind: name,
    rule = '',
  } = useParams<{ project: string; kind: string; rule: string }>();
  const kind = kindOf(name);
  const [, navigate] = useLocation();
  const here = useProject(project).data;
  const [{ start }] = useSearchState(codec);
  const found = useRule(project, kind, rule).data;
  const title = found?.name ?? (rule === 'new' ? 'New rule' : 'Rule');
  const list = `${paths.rules(project)}/${kind}`;
  const drop = useDropRule(project, kind, () => navigate(list));
  const { label } = wordsOf(kind);
  return (
    <Page
      title={title}
      scope={
        <a href={list} className="text-text2 hover:text-text">
          {label} rules of {here?.name ?? project}
        </a>
      }
      actions={
        found &&
        isAdmin() && (
          <Button tone="danger" size="dense" icon={<Trash2 size={14} />} onClick={() => void drop(found)}>
            Delete
          </Button>
        )
      }
    >
      {rule === 'new' ? (
        <RuleEditor
          key={`${project} ${kind} ${start}`}
          {...{ project, kind }}
          start={starters[kind]?.[Number(start)]?.draft() ?? emptyRule()}
          onSaved={(saved) => navigate(rulePath(project, kind, saved.id ?? ''), { replace: true })}
        />
      ) : (
        <Stored {...{ project, kind, rule }} />
      )}
    </Page>
  );
}
