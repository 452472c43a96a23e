import { useSyncExternalStore } from 'react';
import { cx } from '@/ui/cx';
import { hueClass, isEmoji, isGlyphName, letters } from './projectIcon';

type Glyphs = typeof import('./glyphs')['glyphs'];
let loaded: Glyphs | undefined;
let asked = false;
const heard = new Set<() => void>();

/** The glyphs come once, for all tiles, when the first tile has one. */
function subscribe(listener: () => void): () => void {
  heard.add(listener);
  if (!asked) {
    asked = true;
    import('./glyphs').then(
      (module) => {
        loaded = module.glyphs;
        for (const one of heard) one();
      },
      // The next tile asks again.
      () => {
        asked = false;
      },
    );
  }
  return () => heard.delete(listener);
}
const silent = () => () => {};

interface TileProps {
  project: { name: string; icon?: string; color?: string };
  className?: string;
}

/** The only place where a project's colour is seen. */
export function ProjectTile({ project, className }: TileProps) {
  const { name, icon = '', color } = project;
  const isGlyph = isGlyphName(icon);
  const glyphs = useSyncExternalStore(isGlyph ? subscribe : silent, () => loaded);
  const Glyph = isGlyph ? glyphs?.[icon] : undefined;
  // Letters would blink where a glyph is about to come.
  const isAwaited = isGlyph && glyphs === undefined;
  return (
    <span
      aria-hidden="true"
      className={cx(
        'flex size-7 shrink-0 items-center justify-center rounded-ctl bg-s3 text-chip font-semibold',
        hueClass(color),
        className,
      )}
    >
      {Glyph ? (
        <Glyph size={16} strokeWidth={1.75} />
      ) : isEmoji(icon) ? (
        <span className="text-strong leading-none">{icon}</span>
      ) : (
        !isAwaited && letters(name)
      )}
    </span>
  );
}
