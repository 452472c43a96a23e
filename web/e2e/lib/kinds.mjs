// Issues for flows of the list: one a kind.
import { anEvent, issuesOf, sendEvents } from './people.mjs';

export const KINDS = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta'].map((name) => `${name}Error`);

/** One issue a kind: the place differs, so that nothing groups them. */
export function kind(type, change = {}) {
  const event = anEvent({ type, value: `${type} happened`, ...change });
  event.exception.values[0].stacktrace.frames[1].function = `in${type}`;
  return event;
}

/** Six errors and a warning. */
export async function sendKinds(admin, project) {
  await sendEvents(
    project.dsn,
    KINDS.map((type) => kind(type)),
  );
  await sendEvents(project.dsn, [kind('EtaWarning', { level: 'warning' })]);
  await issuesOf(admin, project, KINDS.length + 1);
}
