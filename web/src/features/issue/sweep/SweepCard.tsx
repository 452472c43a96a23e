import type { IssueListItem } from '@/api/types';
import { exact } from '@/lib/number';
import { Button, LinkButton } from '@/ui/Button';
import { Field } from '@/ui/Field';
import { LevelGlyph, StatusGlyph } from '@/ui/glyphs';
import type { Verbs } from '../bulk/useVerbs';
import { statusVerb } from '../bulk/verbs';
import { IssueGlance } from '../IssueGlance';
import { titleParts } from '../issueTitle';
import { statusLine } from '../statusLine';

interface SweepCardProps {
  issue: IssueListItem;
  project: string;
  href: string;
  verbs: Verbs;
  mayTriage: boolean;
  place: { at: number; of: number; decided: number };
  why: string;
  onWhy: (text: string) => void;
  onStep: (by: 1 | -1) => void;
}

/** One issue with what decides, verbs under the left hand. */
export function SweepCard(props: SweepCardProps) {
  const { issue, project, href, verbs, mayTriage, place, why, onWhy, onStep } = props;
  const { type, message } = titleParts(issue);
  return (
    <div className="max-w-[968px] px-4 py-4 md:px-6">
      <p className="mb-1 text-meta text-text3 tabular-nums" aria-live="polite">
        {exact(place.at)} of {exact(place.of)} · {exact(place.decided)} decided
      </p>
      <div className="mb-4 h-0.5 bg-s3" aria-hidden="true">
        <svg className="block h-full w-full" preserveAspectRatio="none" viewBox={`0 0 ${place.of} 1`}>
          <title>Progress</title>
          <rect className="fill-text" width={place.at} height="1" />
        </svg>
      </div>
      <div className="mb-3 flex items-start gap-2.5">
        <LevelGlyph level={issue.level} size={16} className="mt-1.5" />
        <div className="min-w-0 flex-1">
          <h2 className="line-clamp-3 text-section wrap-anywhere">
            <span className="font-semibold">{type}</span> <span className="text-text2">{message}</span>
          </h2>
          <p className="mt-0.5 flex items-center gap-1.5 text-meta text-text2">
            <StatusGlyph status={issue.status} size={13} /> {statusLine(issue)}
            {issue.short_id && <span className="text-text3">· {issue.short_id}</span>}
          </p>
        </div>
        <LinkButton size="dense" href={href}>
          Open
        </LinkButton>
      </div>
      <IssueGlance issue={issue} project={project} />
      <div className="sticky bottom-0 -mx-4 mt-5 grid gap-3 border-t border-line bg-canvas px-4 py-3 max-sm:bottom-14 md:-mx-6 md:px-6">
        <Field
          label="Why, for the note at the end"
          value={why}
          maxLength={300}
          disabled={!mayTriage}
          onChange={(event) => onWhy(event.target.value)}
        />
        <div className="flex flex-wrap gap-2">
          <Button
            keys="r"
            tone="primary"
            disabled={!mayTriage}
            onClick={() => verbs.act(statusVerb({ status: 'resolved' }))}
          >
            Resolve
          </Button>
          <Button keys="s" disabled={!mayTriage} onClick={() => verbs.ask('snooze')}>
            Snooze
          </Button>
          <Button keys="a" disabled={!mayTriage} onClick={() => verbs.ask('assign')}>
            Assign
          </Button>
          <Button keys="i" disabled={!mayTriage} onClick={() => verbs.act(statusVerb({ status: 'ignored' }))}>
            Ignore
          </Button>
          <Button
            keys="e"
            tone="ghost"
            className="sm:ml-auto"
            disabled={place.at === 1}
            onClick={() => onStep(-1)}
          >
            Before
          </Button>
          <Button keys="d" tone="ghost" onClick={() => onStep(1)}>
            Leave it
          </Button>
        </div>
        {!mayTriage && <p className="text-meta text-text3">You may read. Deciding needs the role member.</p>}
      </div>
    </div>
  );
}
