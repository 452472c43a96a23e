import type { Client } from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import type { paths } from './__generated__/schema';
import { ApiError, errorFrom, unreachable } from './errors';
import { requireSignIn } from './session';

/** The one fetch. Failures leave it as ApiError, never as an answer. */
export async function callServer(request: Request): Promise<Response> {
  const isWrite = request.method !== 'GET';
  if (isWrite && navigator.onLine === false) {
    throw new ApiError('This device is offline; nothing was changed', { status: 0 });
  }
  let response: Response;
  try {
    response = await fetch(request);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw unreachable(cause);
  }
  if (response.ok) return response;
  const isSignIn = new URL(request.url).pathname.startsWith('/api/v1/auth/');
  if (response.status === 401 && !isSignIn) requireSignIn();
  throw await errorFrom(response);
}

type Api = Client<paths>;

/** Comes beside the page's own code; nothing of the first paint waits for it. */
const created: Promise<Api> = import('openapi-fetch').then(({ default: createClient }) =>
  createClient<paths>({
    baseUrl: `${location.origin}/api/v1`,
    fetch: callServer,
    credentials: 'same-origin',
  }),
);

/** Typed calls: `api.GET('/projects')`. */
export const api = new Proxy({} as Api, {
  get:
    (_, method: keyof Api) =>
    async (...args: unknown[]) =>
      ((await created)[method] as (...args: unknown[]) => unknown)(...args),
});

/** The same for the query cache: `$api.queryOptions('get', '/projects')`. */
export const $api = createQueryClient(api);
