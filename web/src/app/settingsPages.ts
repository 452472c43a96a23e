import type { SettingsPage } from '@/lib/feature';
import { featureTable } from './featureTable';

export function settingsPages(scope: SettingsPage['scope']): SettingsPage[] {
  return featureTable
    .flatMap((feature) => feature.settings ?? [])
    .filter((page) => page.scope === scope)
    .sort((a, b) => a.order - b.order);
}
