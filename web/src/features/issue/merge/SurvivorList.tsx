import { X } from 'lucide-react';
import { useId } from 'react';
import { count } from '@/lib/number';
import { IconButton } from '@/ui/Button';
import { cx } from '@/ui/cx';
import { LevelGlyph } from '@/ui/glyphs';
import { Time } from '@/ui/Time';
import { type Mergeable, nameOf } from './merge';

interface SurvivorListProps {
  issues: readonly Mergeable[];
  survivor: string;
  onChoose: (id: string) => void;
  /** Leaves one out; undefined when there is only one. */
  onDrop?: (id: string) => void;
}

/** Each with its figures; the marked one stays. */
export function SurvivorList({ issues, survivor, onChoose, onDrop }: SurvivorListProps) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-meta font-medium text-text2">Which one stays</legend>
      <div className="max-h-64 overflow-auto rounded-ctl border border-line">
        {issues.map((issue) => (
          <div
            key={issue.id}
            className={cx(
              'flex items-center border-t border-line pr-1 first:border-0',
              issue.id === survivor ? 'bg-s2' : 'hover:bg-s2',
            )}
          >
            <label className="flex min-h-11 min-w-0 flex-1 cursor-pointer items-center gap-2.5 px-3 py-1.5">
              <input
                type="radio"
                name={name}
                className="size-4 shrink-0 accent-ink"
                checked={issue.id === survivor}
                onChange={() => onChoose(issue.id)}
              />
              <LevelGlyph level={issue.level} />
              <span className="min-w-0 flex-1">
                <span className="line-clamp-2 text-body font-medium wrap-anywhere" dir="auto">
                  {issue.title}
                </span>
                <span className="block truncate text-meta text-text3">
                  {issue.short_id} · first <Time iso={issue.first_seen} /> · last{' '}
                  <Time iso={issue.last_seen} />
                </span>
              </span>
              <span className="shrink-0 text-right text-meta text-text2">
                <span className="block">{count(issue.event_count, 'event')}</span>
                <span className="block text-text3">{count(issue.user_count, 'user')}</span>
              </span>
            </label>
            {onDrop && (
              <IconButton label={`Leave out ${nameOf(issue)}`} onClick={() => onDrop(issue.id)}>
                <X size={14} />
              </IconButton>
            )}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
