import { createStore } from '@/lib/store';

/** How long a verb can be taken back with `z`. */
export const UNDO_FOR = 10_000;

export interface Toast {
  id: number;
  /** "Resolved." */
  title: string;
  /** The consequence: "Reopens if seen outside 2.4.1". */
  detail?: string;
  tone: 'plain' | 'error';
  undo?: () => Promise<unknown>;
}

const SHOWN_MOST = 3;
let nextId = 1;
export const toasts = createStore<readonly Toast[]>([]);

export function toast(title: string, more: Partial<Omit<Toast, 'id' | 'title'>> = {}): number {
  const id = nextId++;
  toasts.set((now) => [...now, { tone: 'plain' as const, ...more, id, title }].slice(-SHOWN_MOST));
  return id;
}
export function dismiss(id: number): void {
  toasts.set((now) => now.filter((one) => one.id !== id));
}

/** Takes back the newest verb that still can be; false when there is none. */
export function undoLast(): boolean {
  const last = toasts.get().findLast((one) => one.undo);
  if (!last) return false;
  void runUndo(last);
  return true;
}
export async function runUndo(one: Toast): Promise<void> {
  dismiss(one.id);
  try {
    await one.undo?.();
    toast('Undone.');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    toast('That could not be undone.', { tone: 'error', detail });
  }
}
