import type { ReactNode } from 'react';
import type { Issue } from '@/api/types';
import { cx } from '@/ui/cx';
import { LevelGlyph, StatusGlyph } from '@/ui/glyphs';
import { titleParts } from './issueTitle';

interface VerbBarProps {
  issue: Issue;
  /** The header is out of sight: the bar says what the page is about. */
  stuck: boolean;
  children: ReactNode;
}

/** 52 px that stay: verbs, and the title once the header is gone; at the thumb on small screens. */
export function VerbBar({ issue, stuck, children }: VerbBarProps) {
  const { type, message } = titleParts(issue);
  return (
    <div
      data-print="hide"
      className={cx(
        'z-20 border-line bg-canvas px-4 sm:sticky sm:top-0 sm:border-y md:px-6',
        'max-sm:fixed max-sm:inset-x-0 max-sm:bottom-14 max-sm:border-t max-sm:bg-s1 max-sm:py-2',
      )}
    >
      <div className="flex min-h-[50px] items-center gap-4 max-sm:min-h-7">
        <div className="shrink-0 max-sm:w-full max-md:shrink">{children}</div>
        <button
          type="button"
          tabIndex={stuck ? 0 : -1}
          aria-hidden={!stuck}
          title="To the top"
          onClick={() => window.scrollTo({ top: 0 })}
          className={cx(
            'ml-auto flex min-w-0 items-center gap-2 text-body transition-opacity duration-120 max-lg:hidden',
            !stuck && 'pointer-events-none opacity-0',
          )}
        >
          <LevelGlyph level={issue.level} />
          <span className="truncate" dir="auto">
            <span className="font-semibold">{type}</span>{' '}
            <span className="text-text2">{message.slice(0, 200)}</span>
          </span>
          <span className="shrink-0 text-meta text-text3">{issue.short_id}</span>
          <StatusGlyph status={issue.status} size={13} />
        </button>
      </div>
    </div>
  );
}
