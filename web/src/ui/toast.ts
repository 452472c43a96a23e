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
  /** Takes it back; a text it answers with is told. */
  undo?: () => Promise<unknown>;
  action?: { label: string; run: () => void };
  /** Stays until it is removed. */
  progress?: { done: number; total: number };
}

const SHOWN_MOST = 3;
let nextId = 1;
export const toasts = createStore<readonly Toast[]>([]);

export function toast(title: string, more: Partial<Omit<Toast, 'id' | 'title'>> = {}): number {
  const id = nextId++;
  toasts.set((now) => [...now, { tone: 'plain' as const, ...more, id, title }].slice(-SHOWN_MOST));
  return id;
}
/** undefined takes it away. */
export function updateToast(id: number, patch: Partial<Omit<Toast, 'id'>> | undefined): void {
  if (patch) toasts.set((now) => now.map((one) => (one.id === id ? { ...one, ...patch } : one)));
  else dismiss(id);
}
export function dismiss(id: number): void {
  toasts.set((now) => now.filter((one) => one.id !== id));
}

/** Verbs that show already while the server has not answered. An unwanted one is taken back, by who
 * put it there, as soon as it can be. */
export const underWay = new Set<{ unwanted: boolean }>();

/** Takes back the newest verb that still can be; false when there is none. */
export function undoLast(): boolean {
  const newest = [...underWay].findLast((one) => !one.unwanted);
  if (newest) {
    newest.unwanted = true;
    return true;
  }
  const last = toasts.get().findLast((one) => one.undo);
  if (!last) return false;
  void runUndo(last);
  return true;
}
export async function runUndo(one: Toast): Promise<void> {
  dismiss(one.id);
  try {
    const words = await one.undo?.();
    toast('Undone.', typeof words === 'string' ? { detail: words } : {});
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    toast('That could not be undone.', { tone: 'error', detail });
  }
}
