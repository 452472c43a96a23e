import { ChevronRight, Link2, SquareArrowOutUpRight, WrapText } from 'lucide-react';
import { memo, useState } from 'react';
import { preferences } from '@/api/bootstrap';
import { editorHref } from '@/api/ide';
import { useStore } from '@/lib/store';
import { middle } from '@/lib/truncate';
import { IconButton, LinkButton } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { CopyButton, copyText } from '@/ui/CopyButton';
import { cx } from '@/ui/cx';
import { toast } from '@/ui/toast';
import { type Frame, place } from './frame';
import { KeyValues } from './KeyValues';
import { SourceLines } from './SourceLines';

const PLACE_MOST = 72;
const LONG_LINE = 100;

interface FrameRowProps {
  frame: Frame;
  /** "frame-3": its place in the address. */
  anchor: string;
  open: boolean;
  onToggle: (anchor: string) => void;
}

function copyLink(anchor: string): void {
  const url = new URL(location.href);
  url.hash = anchor;
  window.history.replaceState(window.history.state, '', url);
  void copyText(url.href).then(() => toast('Link to the frame copied.'));
}

/** A module that only repeats the path says nothing. */
function shows(path: string, module: string): boolean {
  return path.includes(module) || path.includes(module.replaceAll('.', '/'));
}

/** A call: function and place; opened, its source and what its variables held. */
export const FrameRow = memo(function FrameRow({ frame, anchor, open, onToggle }: FrameRowProps) {
  const [wrap, setWrap] = useState(false);
  // Buttons of rows nobody has come near would be most of a long stack's cost.
  const [near, setNear] = useState(false);
  const approach = near ? undefined : () => setNear(true);
  const where = place(frame);
  const editor = useStore(preferences).editor;
  const inEditor = editorHref(
    { paths: [frame.absPath, frame.path], line: frame.line, column: frame.column },
    editor,
  );
  const says = frame.module !== '' && !shows(frame.path, frame.module);
  const hasLong = [frame.code ?? '', ...frame.before, ...frame.after].some((line) => line.length > LONG_LINE);
  return (
    <li
      id={anchor}
      data-quote={`${frame.fn} (${where})`}
      onPointerEnter={approach}
      onFocus={approach}
      className="group/frame scroll-mt-16 border-t border-line first:border-0 target:bg-s2"
    >
      <div className="flex items-center gap-1 pr-1">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => onToggle(anchor)}
          className="flex min-h-8 min-w-0 flex-1 items-center gap-x-2 rounded-chip px-2 py-1 text-left outline-offset-[-2px]! hover:bg-s2 pointer-coarse:min-h-11 max-sm:flex-wrap"
        >
          <ChevronRight
            size={14}
            aria-hidden="true"
            className={cx('shrink-0 text-text3 transition-transform duration-80', open && 'rotate-90')}
          />
          <span
            className={cx(
              'min-w-0 truncate font-mono text-meta',
              frame.inApp ? 'font-semibold text-text' : 'text-text2',
            )}
          >
            {frame.fn}
          </span>
          <span
            className="min-w-0 flex-1 truncate font-mono text-meta text-text3 max-sm:basis-full max-sm:pl-[22px]"
            title={where}
          >
            {middle(where, PLACE_MOST)}
          </span>
          {frame.inApp && <Chip className="max-sm:hidden">in app</Chip>}
        </button>
        <span className="flex shrink-0 opacity-0 transition-opacity duration-80 focus-within:opacity-100 group-hover/frame:opacity-100 max-sm:hidden pointer-coarse:opacity-100">
          {near || open ? (
            <>
              <CopyButton text={where} what="path and line" />
              <IconButton label="Copy link to this frame" onClick={() => copyLink(anchor)}>
                <Link2 size={14} />
              </IconButton>
              {inEditor && (
                <LinkButton
                  size="icon"
                  tone="ghost"
                  href={inEditor}
                  aria-label="Open in your editor"
                  title="Open in your editor"
                >
                  <SquareArrowOutUpRight size={14} />
                </LinkButton>
              )}
            </>
          ) : (
            <span className={inEditor ? 'w-[84px]' : 'w-14'} />
          )}
        </span>
      </div>
      {open && (
        <div className="grid gap-2 pt-0.5 pr-1 pb-3 pl-2 sm:pl-[30px]">
          <SourceLines frame={frame} wrap={wrap} />
          {(hasLong || says) && (
            <div className="-my-1 flex items-center gap-2 text-meta text-text3">
              {says && <span className="min-w-0 truncate font-mono">{frame.module}</span>}
              {hasLong && (
                <IconButton
                  label={wrap ? 'Do not wrap long lines' : 'Wrap long lines'}
                  aria-pressed={wrap}
                  className="ml-auto"
                  onClick={() => setWrap(!wrap)}
                >
                  <WrapText size={14} />
                </IconButton>
              )}
            </div>
          )}
          {frame.vars && (
            <div>
              <p className="mb-1 text-meta font-medium text-text2">Local variables</p>
              <KeyValues entries={Object.entries(frame.vars)} mono quoted={frame.platform !== 'python'} />
            </div>
          )}
        </div>
      )}
    </li>
  );
});
