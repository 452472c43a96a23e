import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { signInNeeded } from '@/api/session';
import { useStore } from '@/lib/store';
import { Dialog } from '@/ui/Dialog';
import { BottomBar } from './BottomBar';
import { GlobalKeys } from './GlobalKeys';
import { OfflineBanner } from './OfflineBanner';
import { Sidebar } from './Sidebar';
import { layer, sidebarOpen } from './shellState';
import { Toasts } from './Toasts';
import { TopBar } from './TopBar';

const HelpSheet = lazy(() => import('./HelpSheet'));
const Palette = lazy(() => import('./Palette'));
const SignInDialog = lazy(() => import('./SignInDialog'));

export function Shell({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const open = useStore(sidebarOpen);
  const top = useStore(layer);
  const signedOut = useStore(signInNeeded);
  const close = () => layer.set(null);
  // A drawer belongs to the page it was opened on.
  const [drawerPath, setDrawerPath] = useState(path);
  if (drawerPath !== path) {
    setDrawerPath(path);
    if (top === 'drawer') close();
  }
  return (
    <>
      <a
        href="#main"
        className="sr-only z-50 rounded-ctl bg-ink px-3 py-2 font-medium text-on-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh">
        <aside
          aria-label="Main"
          data-print="hide"
          className={`sticky top-0 h-dvh shrink-0 border-r border-line bg-s1 max-md:hidden ${open ? 'w-[208px]' : 'w-12'}`}
        >
          <Sidebar collapsed={!open} path={path} />
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <OfflineBanner />
          <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none max-sm:pb-16">
            {children}
          </main>
        </div>
      </div>
      <BottomBar path={path} />
      <Dialog open={top === 'drawer'} title="Menu" side="left" hideTitle onClose={close}>
        <Sidebar path={path} />
      </Dialog>
      <Suspense fallback={null}>
        {top === 'palette' && <Palette onClose={close} />}
        {top === 'help' && <HelpSheet onClose={close} />}
        {signedOut && <SignInDialog />}
      </Suspense>
      <GlobalKeys />
      <Toasts />
      <p className="sr-only" aria-live="polite" id="announcer" />
    </>
  );
}
