import { useQuery } from '@tanstack/react-query';
import { Panel } from '@/features/event';
import { paths } from '@/lib/paths';
import { Skeleton } from '@/ui/Skeleton';
import { costWords, findingsOf, kindWords } from './findingWords';
import { MuteButton } from './MuteButton';
import { PatternFacts } from './PatternFacts';
import { type Pattern, patternOfIssueQuery } from './query.queries';
import { Sql } from './Sql';

const advice: Record<string, string> = {
  n_plus_one:
    'One statement for all rows (a join, IN, or eager loading) would do what this one does row by row.',
  slow: 'An index on the columns it filters by, or fewer rows, would help; the database’s plan says which.',
};

function Body({ project, pattern }: { project: string; pattern: Pattern }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <Sql
        text={pattern.normalized_query}
        wrap
        className="block rounded-ctl border border-line bg-code-bg px-3.5 py-2.5"
      />
      <p className="max-w-[76ch]">
        It {costWords(pattern)}
        {pattern.transaction && (
          <>
            {' '}
            in <code className="wrap-anywhere">{pattern.transaction}</code>
          </>
        )}
        . {findingsOf(pattern).map((finding) => advice[finding.kind ?? ''])[0]}
      </p>
      <PatternFacts pattern={pattern} />
      <p>
        <a href={paths.queries(project)} className="prose-link">
          All statements of this project
        </a>
      </p>
    </div>
  );
}

/** Of an issue that a statement made: which, how often, how long. */
export function FindingPanel({ project, issue }: { project: string; issue: string }) {
  const list = useQuery(patternOfIssueQuery(project, issue));
  const pattern = list.data?.items[0];
  const kinds = pattern ? findingsOf(pattern).map((finding) => kindWords[finding.kind ?? '']) : [];
  return (
    <Panel
      id="statement"
      title={`Statement${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`}
      action={pattern && <MuteButton project={project} pattern={pattern} />}
    >
      {list.isPending && <Skeleton className="h-40" />}
      {pattern && <Body project={project} pattern={pattern} />}
      {list.data && !pattern && <p className="text-text2">No event has shown it for 30 days.</p>}
      {list.error && <p className="text-text2">The statement could not be read.</p>}
    </Panel>
  );
}
