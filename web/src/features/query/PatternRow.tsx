import { BellOff } from 'lucide-react';
import { paths } from '@/lib/paths';
import { Chip } from '@/ui/Chip';
import { Time } from '@/ui/Time';
import { findingsOf, kindWords, ms, times } from './findingWords';
import { MuteButton } from './MuteButton';
import { PatternFacts } from './PatternFacts';
import type { Pattern } from './query.queries';
import { Sql } from './Sql';

function Kinds({ pattern }: { pattern: Pattern }) {
  return (
    <>
      {findingsOf(pattern).map((finding) => (
        <Chip key={finding.kind} tone={finding.status === 'open' && !pattern.muted ? 'warning' : 'quiet'}>
          {kindWords[finding.kind ?? '']}
        </Chip>
      ))}
      {pattern.muted && (
        <Chip tone="quiet">
          <BellOff size={11} aria-hidden="true" /> muted
        </Chip>
      )}
    </>
  );
}

function IssueLinks({ project, pattern }: { project: string; pattern: Pattern }) {
  return findingsOf(pattern)
    .filter((finding) => finding.issue_id)
    .map((finding) => (
      <a
        key={finding.kind}
        href={paths.issue(project, finding.issue_short_id ?? finding.issue_id ?? '')}
        className="prose-link inline-flex min-h-7 items-center pointer-coarse:min-h-11"
      >
        Open {kindWords[finding.kind ?? '']} issue {finding.issue_short_id}
      </a>
    ));
}

/** One pattern: a line, and behind it its figures. */
export function PatternRow({ project, pattern }: { project: string; pattern: Pattern }) {
  const cost = pattern.timed_count > 0 ? ms(pattern.ms_per_event) : '–';
  return (
    <li className="border-b border-line">
      <details className="group">
        <summary className="grid cursor-pointer grid-cols-[12px_minmax(0,1fr)] items-center gap-x-2.5 gap-y-1 px-4 py-2.5 hover:bg-s1 md:px-6 lg:grid-cols-[12px_minmax(0,1fr)_5rem_5rem_6rem] lg:list-none">
          <span
            aria-hidden="true"
            className="text-center text-text3 transition-transform duration-80 group-open:rotate-90"
          >
            ›
          </span>
          <span className="grid min-w-0 gap-1">
            <Sql text={pattern.normalized_query} className="block" />
            <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 text-meta text-text3">
              <Kinds pattern={pattern} />
              {pattern.transaction && <span className="truncate">{pattern.transaction}</span>}
              <span className="lg:hidden">
                {times(pattern.avg_per_event)} per event · {cost} · <Time iso={pattern.last_seen} ago />
              </span>
            </span>
          </span>
          <span className="text-right tabular-nums max-lg:hidden">{times(pattern.avg_per_event)}</span>
          <span className="text-right tabular-nums max-lg:hidden">{cost}</span>
          <span className="text-right text-meta text-text3 max-lg:hidden">
            <Time iso={pattern.last_seen} ago />
          </span>
        </summary>
        <div className="grid grid-cols-1 gap-4 px-4 pt-1 pb-4 md:pr-6 md:pl-11">
          <Sql
            text={pattern.normalized_query}
            wrap
            className="block rounded-ctl border border-line bg-code-bg px-3.5 py-2.5"
          />
          <PatternFacts pattern={pattern} />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <IssueLinks project={project} pattern={pattern} />
            <MuteButton project={project} pattern={pattern} />
          </div>
        </div>
      </details>
    </li>
  );
}
