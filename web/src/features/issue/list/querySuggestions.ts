/** Completion of the query language: what the server proposes at the caret, put into the text. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { $api } from '@/api/client';

/** Places on the wire are bytes of UTF-8. */
const encoder = new TextEncoder();
const decoder = new TextDecoder();
export const bytesBefore = (text: string, chars: number) => encoder.encode(text.slice(0, chars)).length;

export interface Completed {
  text: string;
  /** Where the caret goes, in characters. */
  caret: number;
}

/** A finished value is followed by a blank; a key waits for its value. */
export function complete(typed: string, at: number, len: number, choice: string): Completed {
  const bytes = encoder.encode(typed);
  const before = decoder.decode(bytes.slice(0, at));
  const after = decoder.decode(bytes.slice(at + len));
  const gap = choice.endsWith(':') || after.startsWith(' ') ? '' : ' ';
  return { text: before + choice + gap + after, caret: before.length + choice.length + gap.length };
}

export function useSuggestions(project: string | undefined, typed: string, caret: number, on: boolean) {
  const query = { q: typed, at: bytesBefore(typed, caret), ...(project ? { project } : {}) };
  return useQuery({
    ...$api.queryOptions('get', '/search/suggest', { params: { query } }),
    enabled: on,
    staleTime: 10_000,
    placeholderData: keepPreviousData,
  });
}
