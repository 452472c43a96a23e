import { describe, expect, it } from 'vitest';
import { aProject } from '@/testing/samples';
import { byAttention, weekWords } from './attention';

describe('needs attention', () => {
  it('puts reopened before new, new before merely many', () => {
    const many = aProject({ slug: 'many', open_issues: 900, errors_this_week: 50, errors_last_week: 50 });
    const fresh = aProject({ slug: 'fresh', new_today: 2 });
    const back = aProject({ slug: 'back', reopened: 2 });
    expect(byAttention([many, fresh, back]).map((p) => p.slug)).toEqual(['back', 'fresh', 'many']);
  });
  it('a project that fell silent stands before one that is merely loud', () => {
    const many = aProject({ slug: 'many', open_issues: 900 });
    const quiet = aProject({ slug: 'quiet', silent_since: '2026-11-21T00:00:00Z' });
    expect(byAttention([many, quiet]).map((p) => p.slug)).toEqual(['quiet', 'many']);
  });
  it.each([
    [138, 100, '↑ 38 %'],
    [410, 100, '×4.1'],
    [88, 100, '↓ 12 %'],
    [101, 100, 'steady'],
    [5, 0, 'new this week'],
    [0, 0, ''],
  ])('%d after %d events is "%s"', (errors_this_week, errors_last_week, words) =>
    expect(weekWords(aProject({ errors_this_week, errors_last_week }))).toBe(words),
  );
});
