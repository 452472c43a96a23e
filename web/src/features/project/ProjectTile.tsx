/** Two letters on a plain tile; the glyph and hue pickers of the settings come later. */
export function ProjectTile({ name }: { name: string }) {
  const words = name.split(/[\s\-_./]+/).filter(Boolean);
  const letters = words.length > 1 ? words[0]![0]! + words[1]![0]! : name.slice(0, 2);
  return (
    <span
      aria-hidden="true"
      className="flex size-7 shrink-0 items-center justify-center rounded-ctl bg-s3 text-chip font-semibold text-text2"
    >
      {letters.toUpperCase()}
    </span>
  );
}
