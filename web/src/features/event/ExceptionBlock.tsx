import { useMemo } from 'react';
import { Chip } from '@/ui/Chip';
import { cx } from '@/ui/cx';
import type { Exception } from './exceptions';
import { FrameList, type FrameListProps } from './FrameList';
import { LongText } from './Value';

/** Groups in groups stand further right. */
const GROUP_INDENT = 12;

interface ExceptionBlockProps extends Omit<FrameListProps, 'frames' | 'mode'> {
  exception: Exception;
  mode: 'app' | 'all';
  /** Alone, its name is already the page's title. */
  alone: boolean;
}

/** One exception of the chain; what it was caused by hangs under it on the rail. */
export function ExceptionBlock({ exception, alone, ...list }: ExceptionBlockProps) {
  const newestFirst = useMemo(() => [...exception.frames].reverse(), [exception.frames]);
  const { relation } = exception;
  return (
    <article
      className={cx('relative', relation && 'pt-3')}
      style={exception.depth > 1 ? { marginLeft: (exception.depth - 1) * GROUP_INDENT } : undefined}
      aria-label={exception.type || 'Exception'}
    >
      {relation && (
        <p className="mb-1 flex items-center gap-2 text-meta text-text3">
          <span aria-hidden="true" className="h-px w-4 bg-ctl" />
          {relation}
        </p>
      )}
      {!(alone && exception.frames.length > 0) && (
        <div className="mb-1 px-2">
          <h3 className="text-strong wrap-anywhere">
            <span className="font-semibold">{exception.type || 'Exception'}</span>{' '}
            <LongText text={exception.value} className="text-text2" />
          </h3>
        </div>
      )}
      {(exception.mechanism || exception.handled === false) && (
        <p className="mb-1 flex flex-wrap gap-1.5 px-2">
          {exception.handled === false && <Chip tone="error">unhandled</Chip>}
          {exception.mechanism && exception.mechanism !== 'generic' && (
            <Chip title="What caught it">{exception.mechanism}</Chip>
          )}
          {exception.isGroup && <Chip>group</Chip>}
        </p>
      )}
      <div className="rounded-ctl border border-line bg-s1">
        <FrameList {...list} frames={newestFirst} />
      </div>
    </article>
  );
}
