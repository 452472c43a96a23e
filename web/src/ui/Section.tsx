import type { ReactNode } from 'react';

interface SectionProps {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** One hairline between sections, no boxes. */
export function Section({ title, lead, action, children }: SectionProps) {
  return (
    <section className="border-b border-line pb-8 [&+&]:pt-7 last:border-0">
      <div className="mb-4 flex items-start justify-between gap-4">
        <div>
          <h2 className="text-section font-semibold">{title}</h2>
          {lead && <div className="mt-0.5 max-w-[560px] text-body text-text2">{lead}</div>}
        </div>
        {action}
      </div>
      <div className="grid grid-cols-1 gap-5">{children}</div>
    </section>
  );
}
