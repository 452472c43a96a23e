/** Two stacks side by side: which calls they share, in order, newest first. */
import type { Frame } from './frame';
import type { EventView } from './read';

export interface FramePair {
  left: Frame | undefined;
  right: Frame | undefined;
}

/** The table of a longest common run is n × m: only the newest calls are compared. */
const COMPARED_MOST = 30;

function sameCall(a: Frame, b: Frame): boolean {
  return a.fn === b.fn && (a.path === b.path || (a.module !== '' && a.module === b.module));
}

function newest(event: EventView): Frame[] {
  const frames = [...(event.exceptions[0]?.frames ?? event.threads[0]?.frames ?? [])].reverse();
  const own = frames.filter((frame) => frame.inApp);
  return (own.length > 0 ? own : frames).slice(0, COMPARED_MOST);
}

/** Lengths of the longest common run from (i, j) to the ends. */
function commonRuns(a: readonly Frame[], b: readonly Frame[]): number[][] {
  const runs = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      runs[i]![j] = sameCall(a[i]!, b[j]!)
        ? runs[i + 1]![j + 1]! + 1
        : Math.max(runs[i + 1]![j]!, runs[i]![j + 1]!);
    }
  }
  return runs;
}

export function alignFrames(a: readonly Frame[], b: readonly Frame[]): FramePair[] {
  const runs = commonRuns(a, b);
  const pairs: FramePair[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left && right && sameCall(left, right)) {
      pairs.push({ left, right });
      i++;
      j++;
    } else if (left && (!right || runs[i + 1]![j]! >= runs[i]![j + 1]!)) {
      pairs.push({ left, right: undefined });
      i++;
    } else {
      pairs.push({ left: undefined, right });
      j++;
    }
  }
  return pairs;
}

/** The app's own calls of both, or all when an event has none of the app. */
export function compareStacks(left: EventView, right: EventView): FramePair[] {
  return alignFrames(newest(left), newest(right));
}
