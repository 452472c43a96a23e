import { paths } from '@/lib/paths';

/** Not in lib/paths: the entry would carry it. */
export const alertPath = (project: string, alert: string) =>
  `${paths.alerts(project)}/${encodeURIComponent(alert)}`;
