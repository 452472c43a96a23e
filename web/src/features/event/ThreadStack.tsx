import { useMemo, useState } from 'react';
import { inputStyle } from '@/ui/Field';
import type { Thread } from './exceptions';
import { FrameList, type FrameListProps } from './FrameList';
import { RawStack } from './RawStack';
import { rawFrames } from './rawStack';
import { anchorOf } from './useFrames';

interface ThreadStackProps extends Pick<FrameListProps, 'open' | 'onToggle'> {
  threads: readonly Thread[];
  mode: 'app' | 'all' | 'raw';
  platform: string;
}

function labelOf(thread: Thread): string {
  const name = [thread.name || 'Thread', thread.id && `#${thread.id}`].filter(Boolean).join(' ');
  return [name, thread.crashed ? 'crashed' : '', thread.state].filter(Boolean).join(' · ');
}

/** One thread at a time, the crashed one first. */
export function ThreadStack({ threads, mode, platform, ...list }: ThreadStackProps) {
  const [chosen, setChosen] = useState(0);
  const thread = threads[chosen] ?? threads[0]!;
  const newestFirst = useMemo(() => [...thread.frames].reverse(), [thread.frames]);
  return (
    <div className="mt-3">
      {(threads.length > 1 || thread.name) && (
        <label className="mb-2 flex items-center gap-2 text-meta text-text2">
          <span className="font-medium">Thread</span>
          <select
            className={`${inputStyle} w-auto!`}
            value={chosen}
            onChange={(event) => setChosen(Number(event.target.value))}
          >
            {threads.map((one, i) => (
              <option key={i} value={i}>
                {labelOf(one)}
              </option>
            ))}
          </select>
          {threads.length > 1 && <span className="text-text3">{threads.length} in all</span>}
        </label>
      )}
      {mode === 'raw' ? (
        <RawStack text={rawFrames(thread.frames, platform)} />
      ) : (
        <div className="rounded-ctl border border-line bg-s1">
          <FrameList
            key={chosen}
            frames={newestFirst}
            mode={mode}
            anchorOf={(frame) => anchorOf(`t${thread.id}`, thread.frames, frame)}
            {...list}
          />
        </div>
      )}
    </div>
  );
}
