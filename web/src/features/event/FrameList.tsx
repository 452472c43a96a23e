import { useMemo, useState } from 'react';
import { Button } from '@/ui/Button';
import { FrameRow } from './FrameRow';
import type { Frame } from './frame';
import { type Segment, segments } from './frames';

/** More are drawn on request: a stack overflow brings a thousand. */
const DRAWN_FIRST = 60;

export interface FrameListProps {
  /** Newest first. */
  frames: readonly Frame[];
  mode: 'app' | 'all';
  anchorOf: (frame: Frame) => string;
  open: ReadonlySet<string>;
  onToggle: (anchor: string) => void;
}

export function FrameList(props: FrameListProps) {
  const { frames, mode } = props;
  const all = useMemo(() => segments(frames, mode), [frames, mode]);
  const [drawn, setDrawn] = useState(DRAWN_FIRST);
  const rest = all.length - drawn;
  if (frames.length === 0) return <p className="px-2 py-1 text-meta text-text3">No frames were sent.</p>;
  return (
    <>
      <ol>
        {all.slice(0, drawn).map((segment) => (
          <SegmentRow key={keyOf(segment)} segment={segment} {...props} />
        ))}
      </ol>
      {rest > 0 && (
        <Button size="dense" className="mt-2" onClick={() => setDrawn(drawn + DRAWN_FIRST)}>
          Show {Math.min(rest, DRAWN_FIRST)} more of {rest}
        </Button>
      )}
    </>
  );
}

function keyOf(segment: Segment): string {
  return segment.kind === 'frame' ? `f${segment.frame.at}` : `${segment.kind}${segment.frames[0]!.at}`;
}

function SegmentRow({ segment, ...props }: FrameListProps & { segment: Segment }) {
  const [unfolded, setUnfolded] = useState(false);
  const [drawn, setDrawn] = useState(DRAWN_FIRST);
  const row = (frame: Frame) => {
    const anchor = props.anchorOf(frame);
    return (
      <FrameRow
        key={anchor}
        frame={frame}
        anchor={anchor}
        open={props.open.has(anchor)}
        onToggle={props.onToggle}
      />
    );
  };
  if (segment.kind === 'frame') return row(segment.frame);
  const shown = segment.kind === 'repeat' && !unfolded ? [segment.frame] : [];
  const label =
    segment.kind === 'fold' ? segment.label : `${segment.frame.fn} calls itself, × ${segment.frames.length}`;
  return (
    <>
      {shown.map(row)}
      <li className="border-t border-line first:border-0">
        <button
          type="button"
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
          className="flex min-h-7 w-full items-center gap-2 px-2 text-left text-meta text-text3 outline-offset-[-2px]! hover:bg-s2 hover:text-text pointer-coarse:min-h-11"
        >
          <span aria-hidden="true" className="w-3.5 text-center">
            ┄
          </span>
          <span className="min-w-0 truncate">{label}</span>
        </button>
      </li>
      {unfolded && segment.frames.slice(0, drawn).map(row)}
      {unfolded && segment.frames.length > drawn && (
        <li>
          <Button size="dense" className="m-2" onClick={() => setDrawn(drawn + DRAWN_FIRST)}>
            Show more of {segment.frames.length}
          </Button>
        </li>
      )}
    </>
  );
}
