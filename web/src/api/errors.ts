/** A refused or failed call in words a person can act on. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly field: string | undefined;
  readonly requestId: string | undefined;
  /** Seconds until the server wants to be asked again. */
  readonly retryAfter: number | undefined;
  /** What else the server said, by code. */
  readonly body: Record<string, unknown> | undefined;

  constructor(
    message: string,
    facts: {
      status: number;
      code?: string;
      field?: string;
      requestId?: string;
      retryAfter?: number;
      body?: Record<string, unknown>;
    },
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = facts.status;
    this.code = facts.code;
    this.field = facts.field;
    this.requestId = facts.requestId;
    this.retryAfter = facts.retryAfter;
    this.body = facts.body;
  }
}

const words: Record<number, string> = {
  0: 'The server cannot be reached',
  401: 'You are signed out',
  403: 'Your role does not allow this',
  404: 'This does not exist, or no longer',
  413: 'That is too large',
  429: 'Too many requests',
  500: 'The server failed',
  503: 'The server is busy',
};

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export async function errorFrom(response: Response): Promise<ApiError> {
  let body: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(await response.text());
    if (typeof parsed === 'object' && parsed !== null) body = parsed as Record<string, unknown>;
  } catch {
    // An answer that is not JSON comes from a proxy in between: the status has to do.
  }
  const retryAfter = Number(response.headers.get('Retry-After'));
  return new ApiError(
    text(body.error) ?? words[response.status] ?? `The server answered ${response.status}`,
    {
      status: response.status,
      code: text(body.code),
      field: text(body.field),
      requestId: text(body.request_id) ?? response.headers.get('X-Request-Id') ?? undefined,
      retryAfter: retryAfter > 0 ? retryAfter : undefined,
      body,
    },
  );
}

export function unreachable(cause: unknown): ApiError {
  const offline = typeof navigator !== 'undefined' && navigator.onLine === false;
  const error = new ApiError(offline ? 'This device is offline' : words[0]!, { status: 0 });
  error.cause = cause;
  return error;
}

/** One line for a toast or a form. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Everything worth pasting into a report. */
export function errorDetails(error: unknown, what: string): string {
  const lines = [what, errorText(error)];
  if (error instanceof ApiError) {
    lines.push(`status ${error.status}${error.code ? `, code ${error.code}` : ''}`);
    if (error.requestId) lines.push(`request ${error.requestId}`);
  } else if (error instanceof Error && error.stack) {
    lines.push(error.stack);
  }
  lines.push(location.href, new Date().toISOString());
  return lines.join('\n');
}
