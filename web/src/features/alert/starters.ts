/** Three beginnings, for who has no alert yet. */
import { type Group, readTree } from '@/features/condition';

export interface Starter {
  name: string;
  lead: string;
  tree: () => Group;
}

export const starters: readonly Starter[] = [
  {
    name: 'New errors',
    lead: 'Once for each issue that is new or comes back.',
    tree: () => readTree({ type: 'level', op: 'in', value: ['error', 'fatal'] }),
  },
  {
    name: 'Something is on fire',
    lead: 'When an issue has 50 events within an hour.',
    tree: () =>
      readTree({
        operator: 'and',
        conditions: [
          { type: 'level', op: 'in', value: ['error', 'fatal'] },
          { type: 'velocity_1h', op: 'gte', value: 50 },
        ],
      }),
  },
  {
    name: 'Many people are hit',
    lead: 'When 20 users have met the same issue.',
    tree: () => readTree({ type: 'user_count', op: 'gte', value: 20 }),
  },
];
