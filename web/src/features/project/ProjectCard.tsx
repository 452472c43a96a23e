import { TriangleAlert } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { ProjectListItem } from '@/api/types';
import { count, exact, short } from '@/lib/number';
import { paths } from '@/lib/paths';
import { age } from '@/lib/time';
import { Bars, barsLabel } from '@/ui/Bars';
import { cx } from '@/ui/cx';
import { Time } from '@/ui/Time';
import { lastEvent, weekChange, weekWords } from './attention';
import { FavoriteButton } from './FavoriteButton';
import { ProjectMenu, type ProjectMenuProps } from './ProjectMenu';
import { ProjectTile } from './ProjectTile';

const LOUD = 0.25;
const SILENCE = 'It had events last week. A key, a release or the SDK may have broken.';

function Figures({ project }: { project: ProjectListItem }) {
  return (
    <p className="flex flex-wrap gap-x-2 text-body text-text2">
      <span className={project.open_issues > 0 ? 'font-medium text-text' : ''}>
        {project.open_issues > 0 ? `${short(project.open_issues)} open` : 'Nothing open'}
      </span>
      {project.reopened > 0 && <span className="text-reopened">{project.reopened} reopened</span>}
      {project.new_today > 0 && <span>{project.new_today} new</span>}
      {project.mine > 0 && <span>{project.mine} mine</span>}
    </p>
  );
}

export function WeekTrend({ project }: { project: ProjectListItem }) {
  const words = weekWords(project);
  const louder = (weekChange(project) ?? 0) > LOUD;
  return (
    <span className="whitespace-nowrap">
      <span title={exact(project.errors_this_week)}>{short(project.errors_this_week)}</span>
      <span className="text-text3"> this week</span>
      {words && <span className={cx('ml-2', louder ? 'font-medium text-error' : 'text-text3')}>{words}</span>}
    </span>
  );
}

export function LastSeen({ project }: { project: ProjectListItem }) {
  const last = lastEvent(project);
  if (!last) return <span className="text-text3">no event yet</span>;
  if (project.silent_since) {
    return (
      <span className="inline-flex items-center gap-1 font-medium text-warning">
        <TriangleAlert size={12} aria-hidden="true" />
        <span title={SILENCE}>no event for {age(project.silent_since)}</span>
      </span>
    );
  }
  return (
    <span className="inline-flex min-w-0 items-center gap-1 text-text3">
      last <Time iso={last} ago />
      {project.latest_release && <span className="truncate"> · {project.latest_release}</span>}
    </span>
  );
}

/** A long press opens the card's menu, as it does on the tiles of a telephone. */
function openMenu(event: MouseEvent<HTMLElement>): void {
  if (!window.matchMedia('(pointer: coarse)').matches) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLButtonElement>('[data-card-menu]')?.click();
}

interface ProjectCardProps extends ProjectMenuProps {
  scale: number;
}

/** The whole card is one link; the title carries its name. */
export function ProjectCard({ project, scale, move }: ProjectCardProps) {
  const waiting = !lastEvent(project);
  return (
    <article
      onContextMenu={openMenu}
      className="group relative flex flex-col rounded-panel border border-line bg-s1 p-4 transition-colors duration-80 hover:border-ctl has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-focus has-[a:focus-visible]:outline-offset-2"
    >
      <div className="flex items-center gap-2.5">
        <ProjectTile project={project} />
        <h2 className="min-w-0 flex-1 text-strong font-semibold">
          <a
            data-card
            href={waiting ? paths.projectSetup(project.slug) : paths.projectIssues(project.slug)}
            className="block truncate leading-6 no-underline outline-none after:absolute after:inset-0 after:rounded-panel"
          >
            {project.name}
          </a>
        </h2>
        <FavoriteButton project={project} />
        <ProjectMenu project={project} move={move} />
      </div>
      {waiting ? (
        <div className="mt-3 flex min-h-[92px] flex-1 flex-col justify-end gap-1">
          <p className="text-body text-text2">Waiting for its first event.</p>
          <p className="text-body font-medium text-link">Finish setup</p>
        </div>
      ) : (
        <>
          <div className="mt-2">
            <Figures project={project} />
          </div>
          <Bars
            values={project.trend}
            scale={scale}
            hot={1}
            height={36}
            className="mt-3 w-full"
            label={`${barsLabel(project.trend, 'Errors of the last 14 days')}; ${count(project.trend.at(-1) ?? 0, 'error')} today`}
          />
          <div className="mt-3 flex flex-wrap items-center justify-between gap-x-3 gap-y-0.5 text-meta">
            <WeekTrend project={project} />
            <LastSeen project={project} />
          </div>
        </>
      )}
    </article>
  );
}
