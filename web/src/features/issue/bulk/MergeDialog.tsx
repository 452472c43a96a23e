import { useState } from 'react';
import type { Issue } from '@/api/types';
import { exact } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { LevelGlyph } from '@/ui/glyphs';
import { Note } from '@/ui/Note';
import { Time } from '@/ui/Time';
import { titleParts } from '../issueTitle';
import { mergeFacts } from './merge';

interface MergeDialogProps {
  issues: readonly Issue[];
  onMerge: (survivor: string) => void;
  onClose: () => void;
}

/** Which of them stays; the others go into it. */
export function MergeDialog(props: MergeDialogProps) {
  return (
    <Dialog
      open
      title={`Merge ${props.issues.length} issues`}
      description="Events, users and fingerprints of all of them go into the one that stays."
      onClose={props.onClose}
    >
      <MergeForm {...props} />
    </Dialog>
  );
}

function MergeForm({ issues, onMerge, onClose }: MergeDialogProps) {
  const facts = mergeFacts(issues);
  const [survivor, setSurvivor] = useState(facts.survivor);
  return (
    <>
      <fieldset className="rounded-panel border border-line">
        <legend className="sr-only">The one that stays</legend>
        {issues.map((issue) => {
          const { type, message } = titleParts(issue);
          return (
            <label
              key={issue.id}
              className="flex min-h-11 cursor-pointer items-center gap-3 border-b border-line px-3 py-1.5 last:border-0 hover:bg-s2"
            >
              <input
                type="radio"
                name="survivor"
                checked={issue.id === survivor}
                onChange={() => setSurvivor(issue.id)}
              />
              <LevelGlyph level={issue.level} size={13} />
              <span className="min-w-0 flex-1 truncate">
                <span className="font-medium">{type}</span> <span className="text-text2">{message}</span>
                <span className="ml-2 text-meta text-text3">{issue.short_id}</span>
              </span>
              <span className="text-meta text-text2 tabular-nums">{exact(issue.event_count)} events</span>
            </label>
          );
        })}
      </fieldset>
      <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-meta text-text2">
        <div>
          <dt className="inline text-text3">Together </dt>
          <dd className="inline">{exact(facts.events)} events</dd>
        </div>
        <div>
          <dt className="inline text-text3">First seen </dt>
          <dd className="inline">
            <Time iso={facts.first} ago />
          </dd>
        </div>
        <div>
          <dt className="inline text-text3">Last seen </dt>
          <dd className="inline">
            <Time iso={facts.last} ago />
          </dd>
        </div>
      </dl>
      {facts.warnings.length > 0 && (
        <Note tone="warning" className="mt-3">
          {facts.warnings.join(' ')}
        </Note>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          tone="primary"
          disabled={facts.refused !== undefined}
          title={facts.refused}
          onClick={() => onMerge(survivor)}
        >
          Merge
        </Button>
      </div>
    </>
  );
}
