import type { ProjectListItem } from '@/api/types';

export function lastEvent(project: ProjectListItem): string | undefined {
  return project.last_event_at ?? project.latest_event ?? undefined;
}

/** This week against the last: 1 = doubled, -0.5 = halved, undefined = nothing to compare with. */
export function weekChange(project: ProjectListItem): number | undefined {
  const { errors_this_week: is, errors_last_week: was } = project;
  return was === 0 ? undefined : (is - was) / was;
}

/** "↑ 38 %", "×4.1", "↓ 12 %", "steady". */
export function weekWords(project: ProjectListItem): string {
  const change = weekChange(project);
  if (change === undefined) return project.errors_this_week > 0 ? 'new this week' : '';
  if (change >= 1) return `×${(change + 1).toFixed(1)}`;
  const percent = Math.round(Math.abs(change) * 100);
  if (percent < 5) return 'steady';
  return `${change > 0 ? '↑' : '↓'} ${percent} %`;
}

const REOPENED = 5;
const NEW = 3;
const SILENT = 4;
const LOUDER_MOST = 10;

/** How much a project hurts: reopened and new issues, a louder week, sudden silence. */
export function attention(project: ProjectListItem): number {
  const louder = Math.min(LOUDER_MOST, Math.max(0, weekChange(project) ?? 0) * 5);
  const silent = project.silent_since ? SILENT : 0;
  const fresh = (project.reopened ?? 0) * REOPENED + (project.new_today ?? 0) * NEW;
  return fresh + louder + silent + Math.log10(1 + project.open_issues);
}

export function byAttention(projects: readonly ProjectListItem[]): ProjectListItem[] {
  return projects
    .map((project) => ({ project, points: attention(project) }))
    .sort((a, b) => b.points - a.points)
    .map(({ project }) => project);
}
