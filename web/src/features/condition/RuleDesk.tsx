import { ChevronUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { PreviewPanel, previewLine } from './PreviewPanel';
import type { PreviewState } from './preview.queries';

interface RuleDeskProps {
  project: string;
  preview: PreviewState;
  /** The editor. */
  children: ReactNode;
}

/** Editor and preview side by side; on small screens a line of it, and the rest is pulled up. */
export function RuleDesk({ project, preview, children }: RuleDeskProps) {
  const [isUp, setUp] = useState(false);
  return (
    <div className="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_minmax(320px,400px)]">
      <div className="min-w-0 px-4 py-5 md:px-6">
        <Button
          aria-haspopup="dialog"
          onClick={() => setUp(true)}
          className="mb-5 w-full justify-between! lg:hidden"
        >
          <span className="min-w-0 truncate">{previewLine(preview)}</span>
          <ChevronUp size={16} aria-hidden="true" />
        </Button>
        {children}
      </div>
      <aside aria-label="Preview" className="min-w-0 border-l border-line max-lg:hidden">
        <div className="sticky top-0 px-6 py-5">
          <PreviewPanel project={project} preview={preview} />
        </div>
      </aside>
      <Dialog open={isUp} title="Preview" onClose={() => setUp(false)}>
        <PreviewPanel project={project} preview={preview} />
      </Dialog>
    </div>
  );
}
