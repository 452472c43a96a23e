import type { ReactNode } from 'react';
import { useTitle } from '@/ui/Page';
import { Mark, Trace } from '@/ui/Trace';

interface AuthFrameProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** Sign-in, first run, invitation: one narrow column under the trace. */
export function AuthFrame({ title, lead, children }: AuthFrameProps) {
  useTitle(title);
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[12vh] pb-10">
      <Trace kind="blip" className="mb-8 max-w-[640px]" />
      <div className="w-full max-w-[360px]">
        <p className="flex items-center gap-2 font-semibold text-strong">
          <Mark /> GoSnag
        </p>
        <h1 className="mt-5 text-title font-semibold">{title}</h1>
        {lead && <div className="mt-1 text-body text-text2">{lead}</div>}
        <div className="mt-6">{children}</div>
      </div>
    </main>
  );
}
