import { isAdmin } from '@/api/bootstrap';
import { api } from '@/api/client';
import { troublesOf } from './figures';
import { trouble } from './trouble';

const EVERY_MS = 60_000;

async function look(): Promise<void> {
  if (!isAdmin() || document.visibilityState === 'hidden') return;
  try {
    const { data } = await api.GET('/system/summary');
    if (data) trouble.set(troublesOf(data)[0]?.text ?? '');
  } catch {
    // A server that does not answer is told by the page one is on.
  }
}

/** Keeps the dot beside System true. Once. */
export function watchSystem(): void {
  void look();
  window.setInterval(() => void look(), EVERY_MS);
}
