import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ServerError } from '@/api/QueryPanel';
import type { Lookup } from '@/api/types';
import { paths } from '@/lib/paths';
import { Button } from '@/ui/Button';
import { Field } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { lookupQuery } from './outcome.queries';
import { reasonWord } from './outcomes';

const HEX = '[0-9a-fA-F\\-]{32,36}';

function issueLink({ project, issue, event }: Lookup, words: string): ReactNode {
  if (!project || !issue) return null;
  const href = event ? paths.event(project, issue, event) : paths.issue(project, issue);
  return (
    <a href={href} className="prose-link">
      {words}
    </a>
  );
}

const answers: Record<Lookup['place'], (found: Lookup) => ReactNode> = {
  stored: (found) => <>It is stored. {issueLink(found, 'Open the event')}</>,
  thinned: (found) => (
    <>
      It was counted; its body was not kept, as its issue has enough of them.{' '}
      {issueLink(found, 'Open the issue')}
    </>
  ),
  filtered: (found) => <>A filter of the project dropped it: {reasonWord(found.reason)}.</>,
  refused: (found) => <>It was refused: {found.reason}.</>,
  waiting: () => 'It was accepted and waits to be digested.',
  quarantined: () => 'It could not be digested and is kept aside; an admin can look at it and try again.',
  never_seen: () =>
    'This server has not seen it, or not lately. The SDK did not send it (see what it dropped itself below), sent it elsewhere, or it was refused before its id could be read.',
};

function Answer({ id }: { id: string }) {
  const query = useQuery(lookupQuery(id));
  if (query.error) return <ServerError error={query.error} what="The event could not be looked up" />;
  if (!query.data) return null;
  return (
    <Note tone={query.data.place === 'refused' ? 'warning' : 'info'} alert>
      {answers[query.data.place](query.data)}
    </Note>
  );
}

/** "Why is my event missing?", by the id the SDK printed. */
export function MissingEvent() {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(text.trim());
  };
  return (
    <form onSubmit={submit} className="grid max-w-[560px] grid-cols-1 gap-3">
      <div className="flex items-end gap-3">
        <Field
          className="flex-1"
          label="Event id"
          required
          mono
          pattern={HEX}
          title="32 hex digits, with hyphens or without"
          placeholder="fc6d8c0c43fc4630ad850ee518f1b9d0"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">Look up</Button>
      </div>
      {asked !== '' && <Answer key={asked} id={asked} />}
    </form>
  );
}
