import { cx } from '@/ui/cx';
import type { Frame } from './frame';
import { Scrubbed } from './Value';

interface Line {
  number: number | undefined;
  code: string;
  isCrash: boolean;
}

function linesOf(frame: Frame): Line[] {
  const { line, before, after } = frame;
  const at = (offset: number) => (line === undefined ? undefined : line + offset);
  return [
    ...before.map((code, i) => ({ number: at(i - before.length), code, isCrash: false })),
    ...(frame.code === undefined ? [] : [{ number: line, code: frame.code, isCrash: true }]),
    ...after.map((code, i) => ({ number: at(i + 1), code, isCrash: false })),
  ];
}

/** The lines around the call; the one that ran is marked by a bar and a tint. */
export function SourceLines({ frame, wrap }: { frame: Frame; wrap: boolean }) {
  const lines = linesOf(frame);
  if (lines.length === 0) return <MissingSource frame={frame} />;
  return (
    <div
      role="region"
      aria-label={`Source of ${frame.fn}`}
      tabIndex={0}
      className="overflow-x-auto rounded-ctl border border-line bg-code-bg py-1.5 font-mono text-meta"
    >
      <div className={cx(wrap ? 'w-full' : 'w-max min-w-full')}>
        {lines.map((line, i) => (
          <div
            key={i}
            className={cx('flex', line.isCrash && 'bg-code-crash shadow-[inset_3px_0_0_var(--error)]')}
          >
            <span
              className={cx(
                'w-14 shrink-0 select-none pr-3 text-right',
                line.isCrash ? 'font-medium text-error' : 'text-text3',
              )}
            >
              {line.isCrash && <span className="sr-only">crashed in line </span>}
              {line.number}
            </span>
            <code
              className={cx(
                'pr-4',
                wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre',
                line.isCrash ? 'text-text' : 'text-text2',
              )}
            >
              {line.code === '' ? ' ' : <Scrubbed text={line.code} />}
            </code>
          </div>
        ))}
      </div>
    </div>
  );
}

function MissingSource({ frame }: { frame: Frame }) {
  const isBrowser = /^(javascript|node)$/.test(frame.platform) && /^https?:|^app:/.test(frame.absPath);
  const why =
    frame.line === undefined
      ? 'The frame names no line.'
      : isBrowser
        ? 'Browsers send no source, and there is no source map for this file.'
        : 'The SDK sent no source with this frame.';
  return <p className="text-meta text-text3">No source lines. {why}</p>;
}
