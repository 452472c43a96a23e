/** What the server makes of a text: an id, a DSN, a release, a URL, a stack trace, words. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Box, CircleAlert, Tag, User } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api } from '@/api/client';
import { peopleQuery } from '@/api/people';
import type { Answer } from '@/api/types';
import type { PaletteVerb } from '@/lib/feature';
import { paths } from '@/lib/paths';

const PAUSE_MS = 120;
const LEAST = 2;
/** The server reads no more. */
const MOST = 60_000;

export type Search = Answer<'/search', 'post'>;
type Found = Search['items'][number];

const kinds: Readonly<Partial<Record<Search['kind'], string>>> = {
  short_id: 'Issue of this id',
  event: 'Event of this id',
  dsn: 'Project of this DSN',
  url: 'At this address',
  release: 'Release',
  trace: 'Issues like this stack trace',
};

function addressOf(item: Found): string {
  const project = item.project_slug ?? item.project_id;
  switch (item.kind) {
    case 'project':
      return paths.projectIssues(project);
    case 'release':
      return paths.projectIssues(project, `q=${encodeURIComponent(`release:"${item.id}"`)}`);
    case 'event':
      return paths.event(project, item.issue_id ?? '', item.id);
    default:
      return paths.issue(project, item.short_id ?? item.id);
  }
}

const icons = { issue: CircleAlert, event: CircleAlert, project: Box, release: Tag } as const;

export function foundVerbs({ kind, items }: Search): PaletteVerb[] {
  return items.map((item) => {
    const why = item.why.map((one) => one.text).join(', ');
    const detail = [item.short_id, why || item.project_slug].filter(Boolean).join(' · ');
    return {
      id: `found-${item.kind}-${item.id}`,
      label: item.title || item.id,
      detail,
      section: kinds[kind] ?? 'Found',
      icon: icons[item.kind],
      href: addressOf(item),
    };
  });
}

/** The text once typing has paused. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return text === '' ? '' : paused;
}

export function usePaletteSearch(text: string) {
  const asked = usePaused(text).slice(0, MOST);
  const on = asked.length >= LEAST;
  const { data, isFetching } = useQuery({
    queryKey: ['search', asked],
    queryFn: async ({ signal }) => (await api.POST('/search', { body: { q: asked }, signal })).data!,
    enabled: on,
    placeholderData: keepPreviousData,
  });
  const answer = on ? data : undefined;
  return {
    found: answer ? foundVerbs(answer) : [],
    /** The text names something: that comes before commands that merely sound like it. */
    exact: answer !== undefined && answer.kind in kinds,
    what: answer && (answer.items.length > 0 ? kinds[answer.kind] : 'nothing like it is known'),
    busy: text !== '' && (isFetching || asked !== text),
  };
}

/** Open issues of a person. */
export function usePeople(on: boolean): PaletteVerb[] {
  const { data = [] } = useQuery({ ...peopleQuery(), enabled: on });
  return data.map((person) => ({
    id: `person-${person.id}`,
    label: person.name || person.email || '',
    detail: person.email ?? undefined,
    also: person.email ?? undefined,
    section: 'Open issues of',
    icon: User,
    href: paths.issues(`q=${encodeURIComponent(`is:open,reopened assignee:${person.email}`)}`),
  }));
}
