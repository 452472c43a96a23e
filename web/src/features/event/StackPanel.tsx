import { useDeferredValue } from 'react';
import { useKeys } from '@/keys';
import { oneOf, useSearchState } from '@/lib/search';
import { Button } from '@/ui/Button';
import { Choice } from '@/ui/Choice';
import { CopyButton } from '@/ui/CopyButton';
import { ExceptionBlock } from './ExceptionBlock';
import { Panel } from './Panel';
import { RawStack } from './RawStack';
import { rawFrames, rawStack } from './rawStack';
import type { EventView } from './read';
import { ThreadStack } from './ThreadStack';
import { anchorOf, useFrames } from './useFrames';
import { LongText } from './Value';

const modes = [
  { value: 'app', label: 'In app' },
  { value: 'all', label: 'All' },
  { value: 'raw', label: 'Raw' },
] as const;
const codec = {
  stack: oneOf(
    modes.map((mode) => mode.value),
    'app',
  ),
};

function Message({ event }: { event: EventView }) {
  const shown = event.message || event.wire.message;
  if (!shown) return null;
  return (
    <Panel id="message" title="Message" action={<CopyButton text={shown} what="message" />}>
      <div className="rounded-ctl border border-line bg-s1 px-3 py-2 text-body">
        <LongText text={shown} />
        {event.template && event.template !== shown && (
          <p className="mt-1 font-mono text-meta text-text3">{event.template}</p>
        )}
      </div>
    </Panel>
  );
}

/** Where it happened: the chain of exceptions, last raised first, or the threads; else the message. */
export function StackPanel({ event }: { event: EventView }) {
  const [{ stack: mode }, setSearch] = useSearchState(codec);
  const drawn = useDeferredValue(mode);
  const { exceptions, threads } = event;
  const frames = useFrames(exceptions, threads);
  const hasStack = exceptions.length > 0 || threads.length > 0;
  const cycle = () => {
    const next = modes[(modes.findIndex((one) => one.value === mode) + 1) % modes.length]!;
    setSearch({ stack: next.value });
  };
  useKeys(
    'panel',
    [
      { keys: 'v', label: 'Stack: in app, all, raw', group: 'Event', run: cycle },
      { keys: 'e', label: 'Open or close all frames', group: 'Event', run: frames.toggleAll },
    ],
    hasStack,
  );
  if (!hasStack) return <Message event={event} />;
  const asText = () =>
    exceptions.length > 0
      ? rawStack(exceptions, event.platform)
      : rawFrames(threads[0]?.frames ?? [], event.platform);
  const list = { open: frames.open, onToggle: frames.toggle };
  return (
    <>
      {exceptions.length === 0 && <Message event={event} />}
      <Panel
        id="stack"
        title="Stack"
        action={
          <>
            <Choice
              legend="Frames"
              hideLegend
              value={mode}
              options={modes}
              onChange={(stack) => setSearch({ stack })}
            />
            {mode !== 'raw' && (
              <Button size="dense" tone="ghost" keys="e" onClick={frames.toggleAll}>
                {frames.expanded ? 'Close all' : 'Open all'}
              </Button>
            )}
            <CopyButton text={asText} what="stack" />
          </>
        }
      >
        {drawn === 'raw' ? (
          exceptions.length > 0 && <RawStack text={rawStack(exceptions, event.platform)} />
        ) : (
          <div className={exceptions.length > 1 ? 'border-l-2 border-line pl-2 sm:pl-3' : undefined}>
            {exceptions.map((one) => (
              <ExceptionBlock
                key={one.number}
                exception={one}
                mode={drawn}
                alone={exceptions.length === 1}
                anchorOf={(frame) => anchorOf(String(one.number), one.frames, frame)}
                {...list}
              />
            ))}
          </div>
        )}
        {threads.length > 0 && (
          <ThreadStack threads={threads} mode={drawn} platform={event.platform} {...list} />
        )}
      </Panel>
    </>
  );
}
