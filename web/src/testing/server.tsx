/** A server for component tests: answers typed by the generated OpenAPI types. */
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { vi } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import type { paths } from '@/api/__generated__/schema';
import { createAppQueryClient } from '@/api/queryClient';

type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Good<T> = T extends { responses: infer Answers }
  ? Json<Answers[keyof Answers & (200 | 201 | 202 | 204)]>
  : never;

export interface Heard {
  method: string;
  path: string;
  body: unknown;
}
type Answer = (heard: Heard) => Response;

const json = (status: number, body: unknown) =>
  new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

export function stubServer() {
  const answers = new Map<string, Answer>();
  const heard: Heard[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    const text = await request.clone().text();
    const one: Heard = { method: request.method, path, body: text === '' ? undefined : JSON.parse(text) };
    heard.push(one);
    const answer = answers.get(`${one.method} ${path}`);
    return answer ? answer(one) : json(404, { error: `${one.method} ${path} is not stubbed` });
  });
  return {
    heard,
    /** `at` is the path with its parameters filled in, when it has some. */
    answer<P extends keyof paths, M extends keyof paths[P] & string>(
      method: M,
      path: P,
      body: Good<paths[P][M]>,
      at: string = path,
    ) {
      answers.set(`${method.toUpperCase()} ${at}`, () => json(body === undefined ? 204 : 200, body));
    },
    refuse(
      method: string,
      at: string,
      status: number,
      body: { error: string; code?: string; field?: string },
    ) {
      answers.set(`${method.toUpperCase()} ${at}`, () => json(status, { request_id: 'req-1', ...body }));
    },
  };
}

export function renderPage(page: ReactElement, path = '/') {
  const location = memoryLocation({ path, record: true });
  const view = render(
    <QueryClientProvider client={createAppQueryClient()}>
      <Router hook={location.hook} searchHook={location.searchHook}>
        {page}
      </Router>
    </QueryClientProvider>,
  );
  return { ...view, history: location.history };
}
