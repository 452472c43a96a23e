import { cx } from './cx';

const looks = {
  live: { dot: 'bg-resolved pulse', word: 'live', help: 'Changes appear by themselves' },
  polling: {
    dot: 'bg-warning',
    word: 'every 15 s',
    help: 'The live connection is lost; asking every 15 seconds',
  },
  connecting: { dot: 'bg-ctl', word: 'connecting', help: 'Opening the live connection' },
};

export function LiveDot({ status }: { status: 'idle' | keyof typeof looks }) {
  if (status === 'idle') return null;
  const { dot, word, help } = looks[status];
  return (
    <span className="inline-flex items-center gap-1.5 text-meta text-text3" title={help} data-live={status}>
      <span className={cx('size-1.5 rounded-full', dot)} aria-hidden="true" />
      {word}
    </span>
  );
}
