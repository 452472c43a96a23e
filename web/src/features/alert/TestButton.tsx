import { Send } from 'lucide-react';
import { errorText } from '@/api/errors';
import { Button } from '@/ui/Button';
import { Note } from '@/ui/Note';
import { useTestAlert } from './alert.queries';

interface TestButtonProps {
  project: string;
  alert: string;
  /** What is not saved is not tested. */
  isDirty: boolean;
}

/** Sends it now, about the newest issue, and prints what came back. */
export function TestButton({ project, alert, isDirty }: TestButtonProps) {
  const test = useTestAlert(project, alert);
  const reply = test.data;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          icon={<Send size={14} />}
          busy={test.isPending}
          disabled={isDirty}
          onClick={() => test.mutate(undefined)}
        >
          Send a test
        </Button>
        <p className="text-meta text-text3">
          {isDirty
            ? 'Save first: what is stored is what is sent.'
            : 'About the newest issue, to everybody it goes to.'}
        </p>
      </div>
      {test.error && (
        <Note tone="error" alert>
          {errorText(test.error)}
        </Note>
      )}
      {reply && (
        <Note tone={reply.ok ? 'info' : 'error'} alert>
          <p>
            {reply.ok ? 'Taken' : 'Refused'} by {reply.to}
            {reply.status > 0 && `: ${reply.status}`}
            {reply.took_ms > 0 && `, in ${reply.took_ms} ms`}
            {reply.error && `: ${reply.error}`}
          </p>
          {reply.answer && (
            <pre className="mt-1 max-h-40 overflow-auto text-meta wrap-anywhere whitespace-pre-wrap text-text2">
              {reply.answer}
            </pre>
          )}
        </Note>
      )}
    </div>
  );
}
