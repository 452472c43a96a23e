import {
  CircleAlert,
  Database,
  Globe,
  type LucideIcon,
  MousePointerClick,
  Navigation,
  Terminal,
} from 'lucide-react';
import { useState } from 'react';
import { cx } from '@/ui/cx';
import { levelColor, levelName } from '@/ui/glyphs';
import type { Crumb } from './crumbs';
import { KeyValues } from './KeyValues';
import { Scrubbed } from './Value';

const icons: readonly [RegExp, LucideIcon][] = [
  [/error|exception/, CircleAlert],
  [/http|xhr|fetch|request/, Globe],
  [/navigation|route/, Navigation],
  [/query|sql|db|redis/, Database],
  [/ui|user|click|touch/, MousePointerClick],
];

function iconOf(crumb: Crumb): LucideIcon {
  const name = `${crumb.kind} ${crumb.category}`;
  return icons.find(([pattern]) => pattern.test(name))?.[1] ?? Terminal;
}

export function CrumbRow({ crumb }: { crumb: Crumb }) {
  const [open, setOpen] = useState(false);
  const Icon = iconOf(crumb);
  const level = levelName(crumb.level === 'warn' ? 'warning' : crumb.level);
  const tone = crumb.bad ? levelColor[level === 'info' ? 'error' : level] : 'text-text3';
  const inner = (
    <>
      <span className="w-[68px] shrink-0 text-right whitespace-nowrap text-text3">{crumb.toCrash}</span>
      <Icon size={14} aria-hidden="true" className={cx('mt-0.5 shrink-0', tone)} />
      <span className="w-24 shrink-0 truncate text-text2 max-sm:w-16" title={crumb.category}>
        {crumb.category}
      </span>
      <span className={cx('min-w-0 flex-1 font-mono wrap-anywhere', !open && 'line-clamp-2')}>
        {crumb.message ? <Scrubbed text={crumb.message} /> : <span className="text-text3">no message</span>}
      </span>
      {crumb.level !== 'info' && <span className={cx('shrink-0', tone)}>{crumb.level}</span>}
    </>
  );
  const style = 'flex w-full items-start gap-2 px-3 py-1.5 text-left text-meta';
  return (
    <li
      data-quote={`${crumb.toCrash} ${crumb.category} ${crumb.message}`}
      className="border-t border-line first:border-0"
    >
      {crumb.data ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className={cx(style, 'outline-offset-[-2px]! hover:bg-s2')}
        >
          {inner}
          <span aria-hidden="true" className="w-2 shrink-0 text-text3">
            {open ? '▾' : '▸'}
          </span>
        </button>
      ) : (
        <div className={cx(style, 'pr-7')}>{inner}</div>
      )}
      {open && crumb.data && (
        <div className="pr-3 pb-2 pl-3 sm:pl-[100px]">
          <KeyValues entries={Object.entries(crumb.data)} mono />
        </div>
      )}
    </li>
  );
}
