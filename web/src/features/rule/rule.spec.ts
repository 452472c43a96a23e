import { expect, test } from 'vitest';
import { isWhole } from '@/features/condition';
import { bodyOf, changesOf, draftOf, effectOf, emptyRule, kindOf, type Rule } from './ruleDraft';
import { starters } from './starters';

const old = {
  id: 'r',
  name: 'fatal first',
  enabled: true,
  rule_type: 'level_is',
  pattern: 'fatal',
  operator: '',
  threshold: 0,
  points: 20,
  tree: { type: 'level', op: 'eq', value: 'fatal' },
  needs_ai: false,
  version: 2,
} as unknown as Rule;

test("a rule of GoSnag's own fields is shown as a tree, and saved as one", () => {
  expect(bodyOf('priority', draftOf(old), old)).toEqual({
    name: 'fatal first',
    enabled: true,
    rule_type: 'conditions',
    conditions: { operator: 'and', conditions: [{ type: 'level', op: 'eq', value: 'fatal' }] },
    points: 20,
    version: 2,
  });
});

test('a prompt for an AI stays one', () => {
  const prompt = {
    ...old,
    rule_type: 'ai_prompt',
    pattern: 'is it about money?',
    needs_ai: true,
    tree: null,
  };
  const body = bodyOf('priority', draftOf(prompt as Rule), prompt as Rule);
  expect(body).toMatchObject({ rule_type: 'ai_prompt', pattern: 'is it about money?' });
  expect(body).not.toHaveProperty('conditions');
});

test('only what differs is called changed', () => {
  expect(changesOf('priority', draftOf(old), draftOf(old), old)).toEqual([]);
  expect(changesOf('priority', { ...draftOf(old), points: '-5', name: 'x' }, draftOf(old), old)).toEqual([
    'name',
    'points',
  ]);
});

test('what a rule does is told in a few words', () => {
  expect(effectOf('priority', { ...emptyRule(), points: '1' })).toBe('+1 point');
  expect(effectOf('priority', { ...emptyRule(), points: '-20' })).toBe('−20 points');
  expect(effectOf('tags', { ...emptyRule(), tagKey: 'team', tagValue: 'money' })).toBe('team: money');
  expect(effectOf('gitlab', emptyRule())).toBe('a ticket in GitLab');
  expect(kindOf('tags')).toBe('tags');
  expect(kindOf('jira')).toBe('jira');
  expect(kindOf('moon')).toBe('priority');
});

test("a ticket's rule sends its tree alone: the flat fields of old go", () => {
  const ticket = { ...old, points: undefined, rule_type: undefined, needs_ai: undefined } as unknown as Rule;
  expect(bodyOf('github', draftOf(ticket), ticket)).toEqual({
    name: 'fatal first',
    enabled: true,
    conditions: { operator: 'and', conditions: [{ type: 'level', op: 'eq', value: 'fatal' }] },
    version: 2,
  });
});

test('every beginning is whole: it could be saved as it is', () => {
  for (const kind of ['priority', 'tags'] as const)
    for (const { name, draft } of starters[kind] ?? []) {
      const body = bodyOf(kind, draft());
      expect(body).toMatchObject({ name, enabled: true });
      expect(kind === 'priority' ? body.points : body.tag_key && body.tag_value).toBeTruthy();
      expect(isWhole(draft().tree)).toBe(true);
    }
});
