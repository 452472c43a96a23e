/** What a condition can look at, and how: the server's table (condition_leaf.c) in words. */

export type LeafKind = 'string' | 'text' | 'number' | 'flag';
export type OpName =
  | 'eq'
  | 'neq'
  | 'in'
  | 'not_in'
  | 'contains'
  | 'not_contains'
  | 'matches'
  | 'gte'
  | 'lte'
  | 'gt'
  | 'lt';

export interface LeafType {
  type: string;
  label: string;
  kind: LeafKind;
  /** Heading in the list of types. */
  group: 'Issue' | 'Figures' | 'Event';
  /** A tag's key, or the path of event data. */
  key?: { name: 'key' | 'path'; label: string; required: boolean };
  /** A window of time: its unit, and the most of it. */
  window?: { units: readonly Unit[]; required: boolean };
  placeholder?: string;
}
export interface Unit {
  name: 'minutes' | 'hours';
  label: string;
  most: number;
}

const minutes: Unit = { name: 'minutes', label: 'min', most: 60 };
const hoursOfWeek: Unit = { name: 'hours', label: 'h', most: 168 };
const hoursOfDay: Unit = { name: 'hours', label: 'h', most: 24 };

export const leafTypes: readonly LeafType[] = [
  { type: 'level', label: 'level', kind: 'string', group: 'Issue' },
  { type: 'platform', label: 'platform', kind: 'string', group: 'Issue', placeholder: 'python' },
  { type: 'title', label: 'title', kind: 'text', group: 'Issue', placeholder: 'pay(ment)?' },
  { type: 'culprit', label: 'culprit', kind: 'string', group: 'Issue', placeholder: 'checkout/cart' },
  {
    type: 'exception_type',
    label: 'exception type',
    kind: 'string',
    group: 'Issue',
    placeholder: 'TypeError',
  },
  { type: 'first_release', label: 'first release', kind: 'string', group: 'Issue', placeholder: '2.4.1' },
  { type: 'assignee', label: 'assignee', kind: 'string', group: 'Issue', placeholder: 'ana@example.com' },
  { type: 'total_events', label: 'events, all', kind: 'number', group: 'Figures' },
  { type: 'velocity_1h', label: 'events in 1 h', kind: 'number', group: 'Figures' },
  { type: 'velocity_24h', label: 'events in 24 h', kind: 'number', group: 'Figures' },
  {
    type: 'velocity',
    label: 'events in …',
    kind: 'number',
    group: 'Figures',
    window: { units: [minutes, hoursOfWeek], required: true },
  },
  {
    type: 'user_count',
    label: 'users',
    kind: 'number',
    group: 'Figures',
    window: { units: [hoursOfDay], required: false },
  },
  { type: 'priority', label: 'priority', kind: 'number', group: 'Figures' },
  { type: 'age', label: 'age in hours', kind: 'number', group: 'Figures' },
  { type: 'is_new', label: 'issue is new', kind: 'flag', group: 'Event' },
  { type: 'is_regressed', label: 'issue came back', kind: 'flag', group: 'Event' },
  { type: 'is_reopened', label: 'issue was reopened', kind: 'flag', group: 'Event' },
  { type: 'environment', label: 'environment', kind: 'string', group: 'Event', placeholder: 'production' },
  { type: 'release', label: 'release', kind: 'string', group: 'Event', placeholder: '2.4.1' },
  {
    type: 'tag',
    label: 'tag …',
    kind: 'string',
    group: 'Event',
    key: { name: 'key', label: 'Tag', required: true },
  },
  { type: 'user', label: 'user', kind: 'string', group: 'Event', placeholder: 'id:42' },
  { type: 'logger', label: 'logger', kind: 'string', group: 'Event' },
  { type: 'message', label: 'message', kind: 'text', group: 'Event' },
  {
    type: 'event_data',
    label: 'event data',
    kind: 'text',
    group: 'Event',
    key: { name: 'path', label: 'Path', required: false },
  },
  { type: 'handled', label: 'error was handled', kind: 'flag', group: 'Event' },
  { type: 'has_app_frame', label: 'has a frame of the app', kind: 'flag', group: 'Event' },
];

export const opWords: Record<OpName, string> = {
  eq: 'is',
  neq: 'is not',
  in: 'is one of',
  not_in: 'is none of',
  contains: 'contains',
  not_contains: 'does not contain',
  matches: 'matches',
  gte: '≥',
  lte: '≤',
  gt: '>',
  lt: '<',
};

/** The first is what a new condition has. */
export const opsOf: Record<LeafKind, readonly OpName[]> = {
  string: ['eq', 'neq', 'in', 'not_in', 'contains', 'not_contains', 'matches'],
  text: ['contains', 'not_contains', 'matches', 'eq', 'neq'],
  number: ['gte', 'lte', 'gt', 'lt', 'eq', 'neq'],
  flag: ['eq'],
};

/** Symbols that GoSnag wrote. */
const symbols: Record<string, OpName> = {
  '>=': 'gte',
  '<=': 'lte',
  '>': 'gt',
  '<': 'lt',
  '==': 'eq',
  '!=': 'neq',
};

export function opNamed(kind: LeafKind, name: string): OpName | undefined {
  const op = symbols[name] ?? name;
  if (op === '') return opsOf[kind][0];
  if (kind === 'flag' && op === 'neq') return 'neq';
  return opsOf[kind].find((one) => one === op);
}

export function leafTypeNamed(type: string): LeafType | undefined {
  return leafTypes.find((one) => one.type === type);
}

export const isList = (op: OpName): boolean => op === 'in' || op === 'not_in';
/** Patterns, or texts that are read as one when they can be. */
export const isPattern = (kind: LeafKind, op: OpName): boolean =>
  op === 'matches' || (kind === 'text' && (op === 'contains' || op === 'not_contains'));
