import { paths } from '@/lib/paths';
import type { Kind } from './ruleDraft';

/** Not in lib/paths: the entry would carry it. */
export const rulePath = (project: string, kind: Kind, rule: string) =>
  `${paths.rules(project)}/${kind}/${encodeURIComponent(rule)}`;
