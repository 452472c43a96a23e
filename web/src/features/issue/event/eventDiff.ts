/** Two events: only what differs, in parts a person looks for. */
import type { Answer } from '@/api/types';

export type Diff = Answer<'/projects/{project}/issues/{issue}/events/{event}/diff/{other}'>;
export type Change = Diff['paths'][number];

export interface DiffPart {
  title: string;
  changes: Change[];
}

const parts: readonly [title: string, fits: RegExp][] = [
  ['Exception', /^(exception|threads|stacktrace)\b/],
  ['Message', /^(message|logentry)\b/],
  ['Request', /^request\b/],
  ['User', /^user\b/],
  ['Breadcrumbs', /^breadcrumbs\b/],
];
/** They differ in every two events and say nothing. */
const NOISE = /(^|\.)(timestamp|event_id|received|trace_id|span_id|start_timestamp)$/;

interface WireFrame {
  function?: string | null;
  filename?: string | null;
  module?: string | null;
  lineno?: number | null;
}

/** "totalFor cart.ts:88" of what the answer says about a frame. */
function frameText(frame: unknown): string | null {
  if (typeof frame !== 'object' || frame === null) return null;
  const { function: fn, filename, module, lineno } = frame as WireFrame;
  const where = filename || module || '';
  return [fn, lineno ? `${where}:${lineno}` : where].filter(Boolean).join('  ');
}

/** Frames that only one of them has, or that ran another line; not those where only locals differ. */
export function framesThatDiffer(diff: Diff): Change[] {
  return diff.frames
    .map(({ op, left, right }, i) => ({
      path: `#${i + 1}`,
      op,
      left: frameText(left),
      right: frameText(right),
    }))
    .filter(({ op, left, right }) => op !== 'same' && left !== right);
}

/** "0.cart.total" of the wire, by the function that holds it: "totalFor: cart.total". */
function localsOf(diff: Diff): Change[] {
  return diff.locals.map((change) => {
    const [at, ...name] = change.path.split('.');
    const frame = diff.frames[Number(at)]?.right as WireFrame | null | undefined;
    return { ...change, path: `${frame?.function || `#${Number(at) + 1}`}: ${name.join('.')}` };
  });
}

/** What is left of a path under the title of its part. */
export function shortPath(path: string): string {
  return path
    .replace(/^(exception|threads)\.values\.0\./, '')
    .replace(/^(exception|threads)\.values\./, '')
    .replace(/^breadcrumbs\.values\.(\d+)\./, '$1: ')
    .replace(/^(request|user)\./, '');
}

export function partsOfDiff(diff: Diff): DiffPart[] {
  const rest = diff.paths.filter(({ path }) => !NOISE.test(path));
  const found = parts.map(([title, fits]): DiffPart => {
    const changes = rest.filter(({ path }) => fits.test(path));
    for (const change of changes) rest.splice(rest.indexOf(change), 1);
    return { title, changes };
  });
  return [
    { title: 'Frames', changes: framesThatDiffer(diff) },
    { title: 'Locals', changes: localsOf(diff) },
    { title: 'Tags', changes: diff.tags },
    { title: 'Contexts', changes: diff.contexts.filter(({ path }) => !NOISE.test(path)) },
    ...found,
    { title: 'Other', changes: rest },
  ].filter(({ changes }) => changes.length > 0);
}
