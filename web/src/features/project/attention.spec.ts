import { describe, expect, it } from 'vitest';
import { aProject } from '@/testing/samples';
import { byAttention, isSilent, weekWords } from './attention';

const at = Date.parse('2026-11-24T12:00:00Z');

describe('needs attention', () => {
  it('puts reopened before new, new before merely many', () => {
    const many = aProject({ slug: 'many', open_issues: 900, errors_this_week: 50, errors_last_week: 50 });
    const fresh = aProject({ slug: 'fresh', new_today: 2 });
    const back = aProject({ slug: 'back', reopened: 2 });
    expect(byAttention([many, fresh, back], at).map((p) => p.slug)).toEqual(['back', 'fresh', 'many']);
  });
  it('finds silence only where there was noise', () => {
    const last_event_at = '2026-11-21T00:00:00Z';
    expect(isSilent(aProject({ last_event_at, errors_last_week: 40 }), at)).toBe(true);
    expect(isSilent(aProject({ last_event_at, errors_last_week: 0 }), at)).toBe(false);
    expect(isSilent(aProject({ last_event_at: null }), at)).toBe(false);
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
