import { RotateCw } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './Button';
import { CopyButton } from './CopyButton';

interface ErrorPanelProps {
  /** "The issues could not be read". */
  what: string;
  /** The server's words. */
  text: string;
  requestId?: string;
  details: string;
  onRetry?: () => void;
}

export function ErrorPanel({ what, text, requestId, details, onRetry }: ErrorPanelProps) {
  return (
    <div role="alert" className="m-4 rounded-panel border border-line bg-s1 p-4">
      <p className="text-strong font-semibold">{what}</p>
      <p className="mt-0.5 text-body text-text2">{text}</p>
      {requestId && (
        <p className="mt-1 text-meta text-text3">
          Request <code className="select-all">{requestId}</code>
        </p>
      )}
      <div className="mt-3 flex gap-2">
        {onRetry && (
          <Button size="dense" icon={<RotateCw size={14} />} onClick={onRetry}>
            Retry
          </Button>
        )}
        <CopyButton text={details} what="details" tone="secondary" size="dense" worded />
      </div>
    </div>
  );
}

interface BoundaryProps {
  children: ReactNode;
  /** "The stack trace could not be drawn". */
  what: string;
  /** A change of it clears the failure (the route, the issue). */
  resetKey?: string;
}

/** One panel fails alone; the rest of the page stays. */
export class PanelBoundary extends Component<BoundaryProps, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
  override componentDidUpdate(previous: BoundaryProps): void {
    if (this.state.error && previous.resetKey !== this.props.resetKey) this.setState({ error: null });
  }
  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorPanel
        what={this.props.what}
        text={error.message}
        details={`${this.props.what}\n${error.stack ?? error.message}\n${location.href}`}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
