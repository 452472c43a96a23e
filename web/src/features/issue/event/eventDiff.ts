/** Two events: only what differs, in parts a person looks for. */
import type { Answer } from '@/api/types';

export type Diff = Answer<'/projects/{project}/issues/{issue}/events/{event}/diff/{other}'>;
export type Change = Diff['paths'][number];

export interface DiffPart {
  title: string;
  changes: Change[];
}

const parts: readonly [title: string, fits: RegExp][] = [
  ['Locals', /(^|\.)vars(\.|$)/],
  ['Exception', /^(exception|threads|stacktrace)\b/],
  ['Message', /^(message|logentry)\b/],
  ['Request', /^request\b/],
  ['User', /^user\b/],
  ['Breadcrumbs', /^breadcrumbs\b/],
];
/** They differ in every two events and say nothing. */
const NOISE = /(^|\.)(timestamp|event_id|received|trace_id|span_id|start_timestamp)$/;

/** Which frame or breadcrumb, without the way to it: "frame 2: cart". */
export function shortPath(path: string): string {
  return path
    .replace(/^exception\.values\.\d+\.stacktrace\.frames\.(\d+)\.vars\./, 'frame $1: ')
    .replace(/^breadcrumbs\.values\.(\d+)\./, '$1: ');
}

export function partsOfDiff(diff: Diff): DiffPart[] {
  const rest = diff.paths.filter(({ path }) => !NOISE.test(path));
  const found = parts.map(([title, fits]): DiffPart => {
    const changes = rest.filter(({ path }) => fits.test(path));
    for (const change of changes) rest.splice(rest.indexOf(change), 1);
    return { title, changes };
  });
  return [
    { title: 'Tags', changes: diff.tags },
    { title: 'Contexts', changes: diff.contexts.filter(({ path }) => !NOISE.test(path)) },
    ...found,
    { title: 'Other', changes: rest },
  ].filter(({ changes }) => changes.length > 0);
}

/** Frames that only one of them has, or that ran another line. */
export function framesThatDiffer(diff: Diff): Diff['frames'] {
  return diff.frames.filter(({ op }) => op !== 'same');
}
