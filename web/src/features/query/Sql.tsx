import { cx } from '@/ui/cx';
import { type Piece, piecesOf } from './sql';

const tones: Record<Piece['tone'], string | undefined> = {
  keyword: 'text-code-keyword',
  string: 'text-code-string',
  number: 'text-code-number',
  name: 'text-code-name',
  plain: undefined,
};

/** A statement, coloured; on one line or as many as it takes. */
export function Sql({ text, wrap, className }: { text: string; wrap?: boolean; className?: string }) {
  return (
    <code
      className={cx(
        'text-meta text-text',
        wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'truncate',
        className,
      )}
    >
      {piecesOf(text).map((piece, i) => (
        <span key={i} className={tones[piece.tone]}>
          {piece.text}
        </span>
      ))}
    </code>
  );
}
