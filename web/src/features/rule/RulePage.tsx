import { useLocation, useParams } from 'wouter';
import { QueryPanel } from '@/api/QueryPanel';
import { useProject } from '@/features/project';
import { paths } from '@/lib/paths';
import { LinkButton } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { RuleEditor } from './RuleEditor';
import { useRule } from './rule.queries';
import { draftOf, emptyRule, type Kind, kindOf, wordsOf } from './ruleDraft';
import { rulePath } from './rulePath';

interface PartProps {
  project: string;
  kind: Kind;
  rule: string;
}

function Stored({ project, kind, rule }: PartProps) {
  const query = useRule(project, kind, rule);
  return (
    <QueryPanel query={query} what="The rule could not be read" skeleton={<Skeleton className="m-6 h-96" />}>
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
  const title = useRule(project, kind, rule).data?.name ?? (rule === 'new' ? 'New rule' : 'Rule');
  const { label } = wordsOf(kind);
  return (
    <Page
      title={title}
      scope={
        <a href={`${paths.rules(project)}/${kind}`} className="text-text2 hover:text-text">
          {label} rules of {here?.name ?? project}
        </a>
      }
    >
      {rule === 'new' ? (
        <RuleEditor
          {...{ project, kind }}
          start={emptyRule()}
          onSaved={(saved) => navigate(rulePath(project, kind, saved.id ?? ''), { replace: true })}
        />
      ) : (
        <Stored {...{ project, kind, rule }} />
      )}
    </Page>
  );
}
