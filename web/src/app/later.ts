import { whenIdle } from '@/lib/idle';
import { featureTable } from './featureTable';

let begun = false;

/** What features begin once the page stands; never before its first paint. */
export function beginLater(): void {
  if (begun) return;
  begun = true;
  whenIdle(() => {
    // What could not be fetched now is missing until the page is opened again.
    for (const { later } of featureTable) later?.().catch(() => {});
  });
}
