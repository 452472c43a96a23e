import { useKeys } from '@/keys';
import type { EventStep } from './useEventStep';

interface EventKeys {
  step: EventStep | undefined;
  /** Events that came since. */
  news: number;
  onGo: (event: string) => void;
  onPin: () => void;
}

/** `,` `.` `<` `>` `;` step, `u` shows what came, `d` pins. Answers with the way to the newest. */
export function useEventKeys({ step, news, onGo, onPin }: EventKeys): void {
  const toNewest = () => (step?.next || news > 0 ? onGo('latest') : undefined);
  const key = (keys: string | string[], label: string, run: () => unknown) => ({
    keys,
    label,
    group: 'Event',
    run,
  });
  useKeys('page', [
    key(',', 'Previous event', () => step?.prev && onGo(step.prev)),
    key('.', 'Next event', () => (step?.next ? onGo(step.next) : toNewest())),
    key(['Shift+<', '<'], 'Oldest event', () => step?.prev && onGo('oldest')),
    key(['Shift+>', '>'], 'Newest event', toNewest),
    key(';', 'Best event', () => onGo('best')),
    key('u', 'Show newer events', toNewest),
    key('d', 'Pin the event, compare with it', () => (step ? onPin() : false)),
  ]);
}
