/** What of a stack is drawn: newest first, runs outside the app folded, recursion counted. */
import { type Frame, packageOf, place } from './frame';

export type Segment =
  | { kind: 'frame'; frame: Frame }
  | { kind: 'fold'; frames: Frame[]; label: string }
  | { kind: 'repeat'; frames: Frame[]; frame: Frame };

/** From this many equal neighbours on, recursion is one line. */
export const RECURSION_LEAST = 4;
const FOLD_LEAST = 2;
const PACKAGES_NAMED = 3;

function sameCall(a: Frame, b: Frame): boolean {
  return a.fn === b.fn && place(a) === place(b) && a.module === b.module;
}

function recursion(newestFirst: readonly Frame[], from: number): number {
  let to = from + 1;
  while (to < newestFirst.length && sameCall(newestFirst[from]!, newestFirst[to]!)) to++;
  return to - from;
}

function foldLabel(frames: readonly Frame[]): string {
  const names = [...new Set(frames.map(packageOf))];
  const rest = names.length - PACKAGES_NAMED;
  const named = names.slice(0, PACKAGES_NAMED).join(', ');
  return `${frames.length} frames: ${named}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The crash frame is never folded away; without any frame of the app nothing is. */
export function segments(newestFirst: readonly Frame[], mode: 'app' | 'all'): Segment[] {
  const folds = mode === 'app' && newestFirst.some((frame) => frame.inApp);
  const found: Segment[] = [];
  let i = 0;
  while (i < newestFirst.length) {
    const frame = newestFirst[i]!;
    const times = recursion(newestFirst, i);
    if (folds && i > 0 && !frame.inApp) {
      let to = i;
      while (to < newestFirst.length && !newestFirst[to]!.inApp) to++;
      const run = newestFirst.slice(i, to);
      if (run.length >= FOLD_LEAST) found.push({ kind: 'fold', frames: run, label: foldLabel(run) });
      else found.push({ kind: 'frame', frame });
      i = to;
    } else if (times >= RECURSION_LEAST) {
      found.push({ kind: 'repeat', frame, frames: newestFirst.slice(i, i + times) });
      i += times;
    } else {
      found.push({ kind: 'frame', frame });
      i++;
    }
  }
  return found;
}

/** The frame that opens by itself: where it crashed, in the app if the app is in it. */
export function crashFrame(newestFirst: readonly Frame[]): Frame | undefined {
  return newestFirst.find((frame) => frame.inApp) ?? newestFirst[0];
}
