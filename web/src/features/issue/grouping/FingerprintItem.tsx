import { Chip } from '@/ui/Chip';
import { CopyButton } from '@/ui/CopyButton';
import { cx } from '@/ui/cx';
import { Time } from '@/ui/Time';
import { type Fingerprint, howWords, leftOutWords, sizeWords, wouldMove } from './groupingWords';

const SHORT_HASH = 8;

function Parts({ one }: { one: Fingerprint }) {
  if (one.parts.length === 0) return null;
  return (
    <table className="w-full table-fixed text-meta">
      <caption className="sr-only">What was hashed</caption>
      <colgroup>
        <col className="w-24" />
        <col />
      </colgroup>
      <tbody>
        {one.parts.map((part, i) => (
          <tr key={i} className="odd:bg-s2/50">
            <th className="px-1.5 py-0.5 text-left align-top font-normal text-text3">{part.what}</th>
            <td className="px-1.5 py-0.5 font-mono wrap-anywhere">{part.text || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LeftOut({ one }: { one: Fingerprint }) {
  const left = one.frames.filter((frame) => frame.left_out);
  if (left.length === 0) return null;
  return (
    <details className="mt-1.5 text-meta">
      <summary className="min-h-6 text-text2">Frames that were left out: {left.length}</summary>
      <ul className="max-h-60 overflow-auto pl-3">
        {left.map((frame, i) => (
          <li key={i} className="flex gap-2 py-0.5">
            <span className="min-w-0 truncate font-mono">
              {frame.function || frame.filename || frame.module || '<unknown>'}
            </span>
            <span className="ml-auto shrink-0 text-text3">{leftOutWords(frame.left_out)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface FingerprintItemProps {
  one: Fingerprint;
  /** It came from another issue by a merge. */
  foreign: boolean;
  chosen: boolean;
  /** undefined = it cannot be taken out. */
  onChoose?: (on: boolean) => void;
}

/** One fingerprint: how it came about, of what it was made, what was left out. */
export function FingerprintItem({ one, foreign, chosen, onChoose }: FingerprintItemProps) {
  const hash = one.hash ?? '';
  return (
    <li className={cx('border-t border-line py-3 first:border-0', chosen && 'bg-s2')}>
      <div className="mb-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 px-1.5">
        {onChoose ? (
          <label className="flex min-h-6 items-center gap-2 text-body font-medium">
            <input
              type="checkbox"
              className="size-4 accent-ink"
              checked={chosen}
              onChange={(event) => onChoose(event.target.checked)}
            />
            {howWords(one.how)}
          </label>
        ) : (
          <span className="text-body font-medium">{howWords(one.how)}</span>
        )}
        {foreign && <Chip tone="info">merged in</Chip>}
        {wouldMove(one) && (
          <Chip tone="warning" title="Under today's rules these events would get another fingerprint">
            would move
          </Chip>
        )}
        <span className="ml-auto inline-flex items-center font-mono text-meta text-text3">
          {hash.slice(0, SHORT_HASH)}
          <CopyButton text={hash} what="fingerprint" size="dense" className="px-1!" />
        </span>
      </div>
      <p className="mb-1.5 px-1.5 text-meta text-text3">
        {sizeWords(one)} · first <Time iso={one.first_seen} ago /> · last <Time iso={one.last_seen} ago />
        {one.rule_name && ` · rule "${one.rule_name}"`}
      </p>
      {one.parts.length === 0 && (
        <p className="px-1.5 text-meta text-text3">
          No event of it is stored, so what was hashed cannot be shown.
        </p>
      )}
      <Parts one={one} />
      <LeftOut one={one} />
    </li>
  );
}
