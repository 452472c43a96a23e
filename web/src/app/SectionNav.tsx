import type { ReactNode } from 'react';
import type { SettingsPage } from '@/lib/feature';
import { cx } from '@/ui/cx';

interface SectionNavProps {
  label: string;
  pages: readonly SettingsPage[];
  current: string;
  href: (section: string) => string;
  children: ReactNode;
}

/** The row of a small screen shows where one is, also after the screen was turned. */
function keepInRow(link: HTMLAnchorElement): () => void {
  const row = link.parentElement!;
  const watch = new ResizeObserver(() => {
    const [own, all] = [link.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += own.left - all.left - (all.width - own.width) / 2;
  });
  watch.observe(row);
  return () => watch.disconnect();
}

/** Sub-navigation at the left; a row above the text on small screens. */
export function SectionNav({ label, pages, current, href, children }: SectionNavProps) {
  return (
    <div className="flex gap-8 px-4 py-5 max-md:flex-col max-md:gap-4 md:px-6">
      <nav
        aria-label={label}
        className="flex shrink-0 gap-0.5 max-md:-mx-4 max-md:overflow-x-auto max-md:px-4 md:w-[148px] md:flex-col"
      >
        {pages.map((page) => (
          <a
            key={page.section}
            ref={page.section === current ? keepInRow : undefined}
            href={href(page.section)}
            aria-current={page.section === current ? 'page' : undefined}
            className={cx(
              'flex h-7 items-center whitespace-nowrap rounded-ctl px-2 text-body no-underline pointer-coarse:h-11 md:-ml-2',
              page.section === current
                ? 'bg-s3 font-medium text-text'
                : 'text-text2 hover:bg-s2 hover:text-text',
            )}
          >
            {page.label}
          </a>
        ))}
      </nav>
      <div className="min-w-0 max-w-[680px] flex-1">{children}</div>
    </div>
  );
}
