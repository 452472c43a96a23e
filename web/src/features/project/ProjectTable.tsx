import type { ProjectListItem } from '@/api/types';
import { paths } from '@/lib/paths';
import { Bars, barsLabel } from '@/ui/Bars';
import { Count } from '@/ui/Count';
import { type Column, DataTable } from '@/ui/DataTable';
import { lastEvent } from './attention';
import { LastSeen, WeekTrend } from './ProjectCard';
import { ProjectTile } from './ProjectTile';

function columns(scale: number): Column<ProjectListItem>[] {
  return [
    {
      head: 'Project',
      cell: (project) => (
        <a
          data-card
          href={lastEvent(project) ? paths.projectIssues(project.slug) : paths.projectSetup(project.slug)}
          className="flex items-center gap-2.5 font-medium no-underline hover:underline"
        >
          <ProjectTile project={project} />
          <span className="truncate">{project.name}</span>
        </a>
      ),
    },
    { head: 'Open', align: 'right', cell: (project) => <Count n={project.open_issues} /> },
    {
      head: 'Reopened',
      align: 'right',
      from: 'md',
      cell: (project) =>
        project.reopened > 0 ? (
          <span className="text-reopened">{project.reopened}</span>
        ) : (
          <span className="text-text3">0</span>
        ),
    },
    { head: 'New today', align: 'right', from: 'md', cell: (project) => project.new_today },
    {
      head: 'Errors, 14 days',
      from: 'md',
      cell: (project) => (
        <Bars
          values={project.trend}
          scale={scale}
          hot={1}
          height={20}
          className="w-[84px]"
          label={barsLabel(project.trend, 'Errors of the last 14 days')}
        />
      ),
    },
    { head: 'Week', from: 'lg', cell: (project) => <WeekTrend project={project} /> },
    { head: 'Last event', from: 'sm', align: 'right', cell: (project) => <LastSeen project={project} /> },
  ];
}

export function ProjectTable({ projects, scale }: { projects: ProjectListItem[]; scale: number }) {
  return (
    <div className="relative">
      <DataTable
        caption="Projects"
        columns={columns(scale)}
        rows={projects}
        rowKey={(project) => project.id}
      />
    </div>
  );
}
