import { type ReactNode, useEffect } from 'react';
import { announce } from './announce';
import { cx } from './cx';
import { LiveDot } from './LiveDot';

interface PageProps {
  /** The h1 and the tab's title. */
  title: string;
  /** What the title stands in: "storefront-web". */
  scope?: ReactNode;
  live?: 'idle' | 'connecting' | 'live' | 'polling';
  actions?: ReactNode;
  /** Text columns stop at 920 px; lists take the full width. */
  width?: 'full' | 'text';
  children: ReactNode;
}

/** Page header and content; every page has exactly one. */
export function Page({ title, scope, live, actions, width = 'full', children }: PageProps) {
  const tab = typeof scope === 'string' ? `${title} · ${scope}` : title;
  useEffect(() => {
    document.title = `${tab} · GoSnag`;
    announce(tab);
  }, [tab]);
  return (
    <>
      <header className="flex min-h-[52px] flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 md:px-6">
        <h1 className="text-title font-semibold">{title}</h1>
        {scope && <div className="min-w-0 truncate text-strong text-text2">{scope}</div>}
        <div className="ml-auto flex items-center gap-2">
          {live && <LiveDot status={live} />}
          {actions}
        </div>
      </header>
      <div className={cx('min-w-0', width === 'text' && 'max-w-[968px] px-4 py-5 md:px-6')}>{children}</div>
    </>
  );
}

/** A quiet full page: 403, 404, sign-in around. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · GoSnag`;
  }, [title]);
}
