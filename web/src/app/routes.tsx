import { type ComponentType, lazy } from 'react';
import type { FeatureRoute } from '@/lib/feature';
import { matches } from '@/lib/pattern';
import { featureTable } from './featureTable';

export interface AppRoute extends FeatureRoute {
  Component: ComponentType;
}

const appRoutes: FeatureRoute[] = [
  { path: '/settings/:section?', load: () => import('./SettingsPage') },
  { path: '/projects/:project/settings/:section?', load: () => import('./ProjectSettingsPage') },
];

export const routes: readonly AppRoute[] = [...featureTable.flatMap((f) => f.routes ?? []), ...appRoutes].map(
  (route) => ({ ...route, Component: lazy(route.load) }),
);

export function routeOf(path: string): AppRoute | undefined {
  return routes.find((route) => matches(route.path, path));
}

/** Fetches a page's code before it is asked for. */
export function preloadRoute(path: string): void {
  routeOf(path)
    ?.load()
    .catch(() => {});
}
