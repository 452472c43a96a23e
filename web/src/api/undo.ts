import { api } from './client';
import { ApiError } from './errors';

/** What a write's answer carries when it can be taken back: ten minutes, once, by who wrote it. */
export function undoToken(response: Response): string | undefined {
  return response.headers.get('Undo-Token') ?? undefined;
}

/** Takes a write back. What others changed since stays as it is: when nothing was left, that is an error. */
export async function undoBy(token: string): Promise<void> {
  const { data } = await api.POST('/undo/{undo}', { params: { path: { undo: token } } });
  if (data && data.restored === 0 && data.skipped.length > 0) {
    throw new ApiError('It was changed again since.', { status: 409, code: 'undo_conflict' });
  }
}
