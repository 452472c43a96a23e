/** Where the server's "conditions[1].conditions[0].value" is in the tree. */
import { ApiError } from '@/api/errors';
import { type Group, pathsOf } from './tree';

export interface NodeError {
  id: number;
  words: string;
}

const place = /^((?:conditions\[\d+\]\.?)*)([a-z_]*)$/;

export function nodeError(root: Group, error: unknown): NodeError | undefined {
  if (!(error instanceof ApiError) || !error.field?.startsWith('conditions[')) return undefined;
  const found = place.exec(error.field);
  if (!found) return undefined;
  const path = found[1]!.replace(/\.$/, '');
  const id = pathsOf(root).get(path);
  // The server's words begin with the place; the reader sees it.
  const words = error.message.replace(/^conditions\[[^ ]*: /, '');
  return id === undefined ? undefined : { id, words };
}
