import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight, Pin, Star } from 'lucide-react';
import type { ReactNode } from 'react';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { Time } from '@/ui/Time';
import { countedWords, ordinalWords } from './eventWords';
import type { EventStep } from './useEventStep';

interface EventNavigatorProps {
  step: EventStep | undefined;
  /** Events that came since the newest one was read. */
  news: number;
  /** Only some events are stepped through. */
  filtered: boolean;
  pinned: string | undefined;
  onGo: (event: string) => void;
  onPin: () => void;
  /** Filters. */
  children?: ReactNode;
}

interface StepProps {
  label: string;
  keys: string;
  to: string | null | undefined;
  onGo: (event: string) => void;
  children: ReactNode;
}

function Step({ label, keys, to, onGo, children }: StepProps) {
  return (
    <Button
      tone="ghost"
      size="icon"
      aria-label={label}
      title={`${label} (${keys})`}
      aria-disabled={!to || undefined}
      onClick={() => to && onGo(to)}
    >
      {children}
    </Button>
  );
}

/** « ‹ Event n of m › »; what is stored and what was only counted are told apart. */
export function EventNavigator(props: EventNavigatorProps) {
  const { step, news, filtered, pinned, onGo, onPin, children } = props;
  const isPinned = step !== undefined && pinned === step.event.id;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 text-meta max-sm:min-h-[50px] max-sm:content-start max-sm:items-start">
      <div className="-ml-1.5 flex items-center">
        <Step label="Oldest event" keys="<" to={step?.prev && 'oldest'} onGo={onGo}>
          <ChevronsLeft size={16} />
        </Step>
        <Step label="Previous event" keys="," to={step?.prev} onGo={onGo}>
          <ChevronLeft size={16} />
        </Step>
        <Step label="Next event" keys="." to={step?.next} onGo={onGo}>
          <ChevronRight size={16} />
        </Step>
        <Step label="Newest event" keys=">" to={step?.next && 'latest'} onGo={onGo}>
          <ChevronsRight size={16} />
        </Step>
      </div>
      {step && (
        <p className="text-text2 max-sm:order-2 max-sm:basis-full" aria-live="polite">
          <span className="font-medium text-text">{ordinalWords(step, filtered)}</span>
          {countedWords(step)} · <Time iso={step.event.timestamp} ago />
        </p>
      )}
      {step && (
        <span className="inline-flex items-center font-mono text-text3 max-md:hidden">
          {step.event.event_id.slice(0, 8)}
          <CopyButton text={step.event.event_id} what="event id" size="dense" className="px-1!" />
        </span>
      )}
      <span className="inline-flex items-center gap-1">
        <Button
          size="icon"
          tone="ghost"
          aria-label="Best event"
          title="The event that says most (;)"
          aria-keyshortcuts=";"
          onClick={() => onGo('best')}
        >
          <Star size={14} />
        </Button>
        <Button
          size="icon"
          tone="ghost"
          aria-label="Pin this event"
          aria-pressed={isPinned}
          aria-keyshortcuts="d"
          title={
            isPinned ? 'Pinned: step to another event to compare (d)' : 'Pin, then step: what differs (d)'
          }
          disabled={!step}
          className={isPinned ? 'text-focus!' : undefined}
          onClick={onPin}
        >
          <Pin size={14} />
        </Button>
        {children}
      </span>
      {news > 0 && (
        <Button
          tone="primary"
          size="dense"
          keys="u"
          className="rounded-full max-sm:order-1 max-sm:ml-auto"
          onClick={() => onGo('latest')}
        >
          {count(news, 'newer event')}
        </Button>
      )}
    </div>
  );
}
