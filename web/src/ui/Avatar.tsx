/** Initials; nothing is fetched from an avatar service. */
export function Avatar({ name, size = 24 }: { name: string; size?: 20 | 24 }) {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s.]+/)
    .filter(Boolean);
  const initials = (words.length > 1 ? [words[0]!, words.at(-1)!] : words)
    .map((word) => word[0]!.toUpperCase())
    .join('');
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center rounded-full bg-s3 text-chip font-semibold text-text2 ${size === 20 ? 'size-5' : 'size-6'}`}
    >
      {initials.slice(0, 2) || '?'}
    </span>
  );
}
