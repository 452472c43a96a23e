import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from '@/ui/ErrorPanel';
import { ApiError, errorDetails, errorText } from './errors';

interface ServerErrorProps {
  error: unknown;
  what: string;
  onRetry?: () => void;
}

/** What failed, the server's words, the request id, Retry, Copy details. */
export function ServerError({ error, what, onRetry }: ServerErrorProps) {
  return (
    <ErrorPanel
      what={what}
      text={errorText(error)}
      requestId={error instanceof ApiError ? error.requestId : undefined}
      details={errorDetails(error, what)}
      onRetry={onRetry}
    />
  );
}

interface QueryPanelProps<T> {
  query: UseQueryResult<T, unknown>;
  /** "The projects could not be read" */
  what: string;
  /** Same geometry as the data. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Cached data is shown even when the latest read failed. */
export function QueryPanel<T>({ query, what, skeleton, children }: QueryPanelProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error)
    return <ServerError error={query.error} what={what} onRetry={() => void query.refetch()} />;
  return skeleton;
}
