import type { NavEntry, ProjectLink } from '@/lib/feature';
import { featureTable } from './featureTable';

export function navEntries(role: string | undefined): NavEntry[] {
  return featureTable
    .flatMap((feature) => feature.nav ?? [])
    .filter((entry) => !entry.adminOnly || role === 'admin')
    .sort((a, b) => a.order - b.order);
}

export function projectLinks(): ProjectLink[] {
  return featureTable.flatMap((feature) => feature.projectLinks ?? []);
}
