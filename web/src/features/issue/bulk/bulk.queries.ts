/** Runs a verb on many issues: shown at once, followed while it is work, undone as one step. */
import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import { ApiError, errorText } from '@/api/errors';
import { finishJob, undoWork } from '@/api/job';
import type { Answer, Issue, IssueList, IssueListItem } from '@/api/types';
import { undoToken } from '@/api/undo';
import { exact } from '@/lib/number';
import { runUndo, toast, underWay } from '@/ui/toast';
import { consequence, LIST, patchIssue, trimLists } from '../issue.queries';
import { type BulkVerb, isOwn, said, sizeOf, type VerbTarget } from './verbs';

type Result = Answer<'/issues/bulk', 'post'>;

export function bodyOf(target: VerbTarget, verb: BulkVerb) {
  const { query } = target;
  const which = query
    ? { query: { q: query.q, as_of: query.asOf, expected: query.total } }
    : { ids: target.issues.map((issue) => issue.id) };
  return {
    ...which,
    verb: verb.verb,
    ...(verb.values ? { values: verb.values } : {}),
    ...(verb.mode ? { mode: verb.mode } : {}),
  };
}

let before: Promise<unknown> = Promise.resolve();

/** Verbs reach the server in the order they were given: the second must not overtake the first. */
function inTurn<T>(write: () => Promise<T>): Promise<T> {
  const turn = before.then(write, write);
  before = turn;
  return turn;
}

async function follow(issue: Issue, on: boolean): Promise<Result> {
  const params = { path: { project: issue.project_id, issue: issue.id } };
  const path = '/projects/{project}/issues/{issue}/follow';
  const answer = await (on ? api.POST(path, { params }) : api.DELETE(path, { params }));
  return {
    affected: 1,
    skipped: [],
    job: null,
    undo: undoToken(answer.response) ?? null,
  } as unknown as Result;
}

async function post(target: VerbTarget, verb: BulkVerb): Promise<Result> {
  if (isOwn(verb, target)) return follow(target.issues[0]!, verb.verb === 'follow');
  const body = bodyOf(target, verb);
  if (target.project === undefined) return (await api.POST('/issues/bulk', { body })).data!;
  const params = { path: { project: target.project } };
  return (await api.POST('/projects/{project}/issues/bulk', { params, body })).data!;
}

type Lists = InfiniteData<IssueList, string>;

/** Takes rows out of every list; answers with what puts them back. */
function dropRows(client: QueryClient, ids: ReadonlySet<string>): () => void {
  const before = client.getQueriesData<Lists>({ queryKey: [LIST] });
  client.setQueriesData<Lists>({ queryKey: [LIST] }, (data) => {
    if (!data) return data;
    const gone = data.pages.flatMap((page) => page.issues).filter((issue) => ids.has(issue.id)).length;
    const pages = data.pages.map((page) => ({
      ...page,
      issues: page.issues.filter((issue) => !ids.has(issue.id)),
      total: Math.max(0, page.total - gone),
    }));
    return { ...data, pages };
  });
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data);
  };
}

/** What is read of one issue: not for what has just been deleted. */
const ofOne = [
  ['get', '/projects/{project}/issues/{issue}'],
  ['get', '/projects/{project}/issues/{issue}/tags'],
  ['get', '/projects/{project}/issues/{issue}/activities'],
];

/** Figures beside the rows; the list itself only where rows cannot be mended one by one. */
async function reread(client: QueryClient, list: boolean, isGone = false): Promise<unknown> {
  if (list) {
    // A list's first read that is under way may have begun before the write; it would be taken as it is.
    await client.cancelQueries({ queryKey: [LIST] });
    trimLists(client);
  }
  const keys = [
    ['issue-counts'],
    ['issue-facets'],
    ['get', '/projects'],
    ...(isGone ? [] : ofOne),
    ...(list ? [[LIST]] : []),
  ];
  return Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}

function refused(error: unknown, again: (total: number) => void): void {
  const matching = error instanceof ApiError ? error.body?.matching : undefined;
  if (typeof matching !== 'number') {
    toast('That did not work.', { tone: 'error', detail: errorText(error) });
    return;
  }
  toast(`${exact(matching)} match by now. Nothing was changed.`, {
    tone: 'error',
    detail: 'The list is not what you saw: look at it again, or go on with the new number.',
    action: { label: `Go on with ${exact(matching)}`, run: () => again(matching) },
  });
}

interface Run {
  target: VerbTarget;
  verb: BulkVerb;
}

function remember(target: VerbTarget, verb: BulkVerb): Map<string, Partial<IssueListItem>> {
  const keys = Object.keys(verb.patch ?? {}) as (keyof IssueListItem)[];
  const rows = target.issues as readonly IssueListItem[];
  return new Map(rows.map((row) => [row.id, Object.fromEntries(keys.map((key) => [key, row[key]]))]));
}

/** A read that began before the verb would show the issue as it was; the verb has it read anew at its end. */
function stopReads(client: QueryClient): Promise<void> {
  return client.cancelQueries({
    queryKey: ['get', '/projects/{project}/issues/{issue}'],
    predicate: ({ state }) => state.data !== undefined,
  });
}

/** Rows that the verb takes out of the list. */
function goneRows({ verb }: BulkVerb, { issues }: VerbTarget): Set<string> {
  return new Set(verb === 'delete' ? issues.map((issue) => issue.id) : []);
}

/** One issue says itself what its new status means: until when, in which release. */
async function readAfter({ query, issues }: VerbTarget, { verb }: BulkVerb): Promise<Issue | undefined> {
  const [one] = issues;
  if (verb !== 'status' || query || !one || issues.length > 1) return undefined;
  const path = { project: one.project_id, issue: one.id };
  const read = api.GET('/projects/{project}/issues/{issue}', { params: { path } });
  return read.then(({ data }) => data).catch(() => undefined);
}

export function useBulk() {
  const client = useQueryClient();
  const patchAll = (patches: Iterable<[string, Partial<IssueListItem>]>) => {
    for (const [id, patch] of patches) patchIssue(client, id, patch);
  };
  const run = useMutation({
    mutationFn: async ({ target, verb }: Run) => {
      const result = await inTurn(() => post(target, verb));
      if (!result.job) return { ...result, left: result.skipped.length };
      const job = await finishJob(result.job, `${verb.done}: under way`);
      return { ...result, affected: job.affected, undo: job.undo, left: job.skipped };
    },
    onMutate: async ({ target, verb }) => {
      const own = { unwanted: false };
      underWay.add(own);
      const before = remember(target, verb);
      await stopReads(client);
      if (verb.patch) patchAll(target.issues.map((issue) => [issue.id, verb.patch!]));
      return { before, own };
    },
    onError: (error, { target, verb }, shown) => {
      patchAll(shown?.before ?? []);
      refused(error, (total) =>
        run.mutate({ target: { ...target, query: { ...target.query!, total } }, verb }),
      );
      return reread(client, target.query !== undefined);
    },
    onSuccess: async (result, { target, verb }, { before, own }) => {
      const isQuery = target.query !== undefined;
      const putBack = dropRows(client, goneRows(verb, target));
      const after = await readAfter(target, verb);
      if (after) patchIssue(client, after.id, after);
      const exactly = after && consequence(after);
      const { title, detail } = said(
        exactly ? { ...verb, consequence: exactly } : verb,
        result.affected,
        result.left,
      );
      const { undo: token } = result;
      const undo = async () => {
        const words = await undoWork(token!);
        putBack();
        patchAll(before);
        await reread(client, isQuery || verb.verb === 'delete');
        return words;
      };
      const told = toast(title, { detail, ...(token ? { undo } : {}) });
      underWay.delete(own);
      if (own.unwanted && token) await runUndo({ id: told, title, tone: 'plain', undo });
      // Rows stay where they are, dimmed: nothing moves under the pointer.
      return reread(client, isQuery, verb.verb === 'delete' && !own.unwanted);
    },
    onSettled: (_data, _error, _run, shown) => shown && underWay.delete(shown.own),
  });
  const { mutate } = run;
  return useCallback(
    (target: VerbTarget, verb: BulkVerb) => {
      if (sizeOf(target) > 0) mutate({ target, verb });
    },
    [mutate],
  );
}
