import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { currentUser } from '@/api/bootstrap';
import { CommentItem } from './CommentItem';
import type { Comment } from './comment.queries';

const edit = vi.hoisted(() => vi.fn(async () => {}));
vi.mock('./comment.queries', () => ({
  useEditComment: () => ({ mutateAsync: edit }),
  useDeleteComment: () => ({}),
}));
vi.mock('./useMention', () => ({ useMention: () => ({ needle: '', found: [] }) }));

const comment = {
  id: 'c1',
  user_id: 'u1',
  user_name: 'Ana',
  body: 'first',
  created_at: '2026-11-24T10:00:00Z',
  updated_at: '2026-11-24T10:00:00Z',
  version: 1,
} as Comment;

test('what somebody else wrote meanwhile is not undone unseen: the edit says which version it began with', () => {
  currentUser.set({ id: 'u1', name: 'Ana', role: 'member' } as never);
  const at = { project: 'p', issue: 'i' };
  const { rerender } = render(<CommentItem at={at} comment={comment} />);
  fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'mine' } });
  rerender(<CommentItem at={at} comment={{ ...comment, body: 'theirs', version: 2 }} />);
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(edit).toHaveBeenCalledWith({ id: 'c1', body: 'mine', version: 1 });
});
