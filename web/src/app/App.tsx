import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Router, useLocation, useSearch } from 'wouter';
import { currentUser } from '@/api/bootstrap';
import { createAppQueryClient } from '@/api/queryClient';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { PanelBoundary } from '@/ui/ErrorPanel';
import { preloadOverlaysWhenIdle } from '@/ui/lazy';
import { PageSkeleton } from './PageSkeleton';
import { type AppRoute, routeOf } from './routes';
import { Shell } from './Shell';
import { seedQueries } from './seed';

const NotFoundPage = lazy(() => import('./NotFoundPage'));

export function App() {
  const [client] = useState(() => seedQueries(createAppQueryClient()));
  useEffect(preloadOverlaysWhenIdle, []);
  return (
    <QueryClientProvider client={client}>
      <Router>
        <Screen />
      </Router>
    </QueryClientProvider>
  );
}

function Screen() {
  const [path] = useLocation();
  const search = useSearch();
  const user = useStore(currentUser);
  const route = routeOf(path);
  if (route?.bare) return <RoutePage route={route} path={path} />;
  if (!user) return <Redirect to={paths.login(search ? `${path}?${search}` : path)} replace />;
  return (
    <Shell>
      {route ? (
        <RoutePage route={route} path={path} />
      ) : (
        <Suspense fallback={<PageSkeleton />}>
          <NotFoundPage />
        </Suspense>
      )}
    </Shell>
  );
}

function RoutePage({ route, path }: { route: AppRoute; path: string }) {
  return (
    <PanelBoundary what="This page could not be drawn" resetKey={path}>
      <Suspense fallback={route.bare ? null : <PageSkeleton />}>
        <Route path={route.path}>
          <route.Component />
        </Route>
      </Suspense>
    </PanelBoundary>
  );
}
