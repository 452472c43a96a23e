import { Eye } from 'lucide-react';
import { errorText } from '@/api/errors';
import { Button } from '@/ui/Button';
import { Note } from '@/ui/Note';
import { useMessage } from './alert.queries';
import type { AlertDraft } from './alertDraft';

/** The body a webhook would be sent about the newest issue, as it is written now. */
export function MessagePreview({ project, draft }: { project: string; draft: AlertDraft }) {
  const message = useMessage(project);
  const show = () =>
    message.mutate({
      format: draft.config.format ?? '',
      template: draft.config.template ?? '',
      name: draft.name,
    });
  return (
    <div className="grid gap-2">
      <Button
        size="dense"
        className="justify-self-start"
        icon={<Eye size={13} />}
        busy={message.isPending}
        onClick={show}
      >
        Show what is sent
      </Button>
      {message.error && (
        <Note tone="error" alert>
          {errorText(message.error)}
        </Note>
      )}
      {message.data !== undefined && (
        <pre
          tabIndex={0}
          role="region"
          aria-label="What is sent"
          className="max-h-72 overflow-auto rounded-panel border border-line bg-s1 p-3 font-mono text-meta wrap-anywhere whitespace-pre-wrap text-text2"
        >
          {JSON.stringify(message.data, null, 2)}
        </pre>
      )}
    </div>
  );
}
