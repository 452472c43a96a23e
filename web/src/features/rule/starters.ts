/** Three beginnings of each kind, for who has no rule yet. */
import { readTree } from '@/features/condition';
import { emptyRule, type Kind, type RuleDraft } from './ruleDraft';

interface Starter {
  name: string;
  lead: string;
  draft: () => RuleDraft;
}

const starter = (name: string, lead: string, condition: object, effect: Partial<RuleDraft>): Starter => ({
  name,
  lead,
  draft: () => ({ ...emptyRule(), ...effect, name, tree: readTree(condition) }),
});

export const starters: Partial<Record<Kind, readonly Starter[]>> = {
  priority: [
    starter(
      'What ends the program',
      '30 points more for every fatal issue.',
      { type: 'level', op: 'eq', value: 'fatal' },
      { points: '30' },
    ),
    starter(
      'Many people are hit',
      '25 points more once 20 users have met the issue.',
      { type: 'user_count', op: 'gte', value: 20 },
      { points: '25' },
    ),
    starter(
      'Warnings can wait',
      '30 points less for what is no error.',
      { type: 'level', op: 'in', value: ['warning', 'info', 'debug'] },
      { points: '-30' },
    ),
  ],
  tags: [
    starter(
      'Belongs to payments',
      'Titles that speak of paying get the tag team: payments.',
      { type: 'title', op: 'matches', value: 'pay(ment|ing)?' },
      { tagKey: 'team', tagValue: 'payments' },
    ),
    starter(
      'Seen in production',
      'Issues of that environment get the tag stage: production.',
      { type: 'environment', op: 'eq', value: 'production' },
      { tagKey: 'stage', tagValue: 'production' },
    ),
    starter(
      'From a library',
      'Issues without a frame of the app get the tag origin: library.',
      { type: 'has_app_frame', op: 'eq', value: false },
      { tagKey: 'origin', tagValue: 'library' },
    ),
  ],
};
