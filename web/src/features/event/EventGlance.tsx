import { middle } from '@/lib/truncate';
import { type Frame, place } from './frame';
import { crashFrame } from './frames';
import type { EventView } from './read';
import { SourceLines } from './SourceLines';
import { Scrubbed } from './Value';

const FRAMES_MOST = 3;
const PLACE_MOST = 48;

/** Innermost first: those of the app, or the innermost few when there are none. */
function glanceFrames(frames: readonly Frame[]): Frame[] {
  const newest = [...frames].reverse();
  const own = newest.filter((frame) => frame.inApp);
  return (own.length > 0 ? own : newest).slice(0, FRAMES_MOST);
}

/** An event in a few lines: what was raised, where, with the source of the crash. */
export function EventGlance({ event }: { event: EventView }) {
  const raised = event.exceptions[0];
  const frames = glanceFrames(raised?.frames ?? []);
  const crash = crashFrame([...(raised?.frames ?? [])].reverse());
  return (
    <div className="grid gap-2">
      {event.message !== '' && <p className="line-clamp-6 text-body wrap-anywhere">{event.message}</p>}
      {raised && (
        <p className="line-clamp-6 text-body wrap-anywhere">
          <span className="font-semibold">{raised.type}</span>{' '}
          <span className="text-text2">
            <Scrubbed text={raised.value} />
          </span>
        </p>
      )}
      {frames.length > 0 && (
        <ol className="grid gap-1">
          {frames.map((frame) => (
            <li key={frame.at} className="min-w-0">
              <p className="flex min-w-0 gap-2 font-mono text-meta">
                <span className="shrink-0 font-semibold">{middle(frame.fn, PLACE_MOST)}</span>
                <span className="min-w-0 truncate text-text3" title={place(frame)}>
                  {middle(place(frame), PLACE_MOST)}
                </span>
              </p>
              {frame === crash && frame.code !== undefined && (
                <div className="mt-1">
                  <SourceLines frame={frame} wrap={false} />
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
