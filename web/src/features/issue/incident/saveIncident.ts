import type { QueryClient } from '@tanstack/react-query';
import type { Issue } from '@/api/types';
import { activitiesQuery, commentsQuery } from '@/features/comment';
import type { EventView } from '@/features/event';
import { now } from '@/lib/time';
import { statsQuery } from '../figure.queries';
import { incidentHtml } from './incidentFile';

export interface ToSave {
  project: string;
  issue: Issue;
  event: EventView;
}

/** Asks for what the page may not have yet, and hands the browser a file. */
export default async function saveIncident(client: QueryClient, { project, issue, event }: ToSave) {
  const at = { project, issue: issue.id };
  const [stats, activity, comments] = await Promise.all([
    client.fetchQuery(statsQuery(project, issue.id, '14d')),
    client.fetchQuery(activitiesQuery(at)),
    client.fetchQuery(commentsQuery(at)),
  ]);
  const html = incidentHtml({
    issue,
    event,
    url: location.href,
    madeAt: new Date(now()).toISOString(),
    trend: { buckets: stats.buckets, words: 'Events a day in the last 14 days' },
    activities: activity.activities,
    comments,
  });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  link.download = `${issue.short_id ?? issue.id}.html`;
  link.click();
  URL.revokeObjectURL(link.href);
}
