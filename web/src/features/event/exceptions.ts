/** The chain of exceptions, last raised first, each with how it hangs on the one above it. */
import { type Frame, readFrames } from './frame';
import { type Json, number, object, text, values } from './json';

export interface Exception {
  /** 1 = the one that was raised last. */
  number: number;
  type: string;
  value: string;
  module: string;
  handled: boolean | undefined;
  mechanism: string;
  isGroup: boolean;
  /** How deep in a tree of groups, 0 = outside of any. */
  depth: number;
  /** "caused by", "while handling", "in the group"; '' for the first. */
  relation: string;
  /** Oldest call first, as sent. */
  frames: Frame[];
  threadId: string;
}

interface Link {
  id: number | undefined;
  parent: number | undefined;
  source: string;
}

function relationOf(link: Link, groups: ReadonlySet<number>): string {
  if (link.source === '__context__') return 'raised while handling';
  if (/\[\d+\]$/.test(link.source) || (link.parent !== undefined && groups.has(link.parent))) {
    return link.source ? `in the group as ${link.source}` : 'in the group';
  }
  return 'caused by';
}

/** Steps from a member of a group to the root; a chain of causes is not a tree. */
function depthOf(link: Link, links: readonly Link[], groups: ReadonlySet<number>): number {
  let depth = 0;
  let here: Link | undefined = link;
  while (here?.parent !== undefined && groups.has(here.parent) && depth < links.length) {
    const { parent }: Link = here;
    depth++;
    here = links.find((one) => one.id === parent);
  }
  return depth;
}

export function readExceptions(exception: Json, platform: string): Exception[] {
  const raw = values(exception).reverse();
  const mechanisms = raw.map((one) => object(one.mechanism));
  const groups = new Set(
    mechanisms.filter((one) => one.is_exception_group === true).map((one) => number(one.exception_id) ?? -1),
  );
  const links = mechanisms.map((mechanism) => ({
    id: number(mechanism.exception_id),
    parent: number(mechanism.parent_id),
    source: text(mechanism.source),
  }));
  return raw.map((one, i) => {
    const mechanism = mechanisms[i]!;
    const link = links[i]!;
    return {
      number: i + 1,
      type: text(one.type),
      value: text(one.value),
      module: text(one.module),
      handled: typeof mechanism.handled === 'boolean' ? mechanism.handled : undefined,
      mechanism: text(mechanism.type),
      isGroup: mechanism.is_exception_group === true,
      depth: depthOf(link, links, groups),
      relation: i === 0 ? '' : relationOf(link, groups),
      frames: readFrames(one.stacktrace, platform),
      threadId: text(one.thread_id),
    };
  });
}

export interface Thread {
  id: string;
  name: string;
  crashed: boolean;
  state: string;
  frames: Frame[];
}

/** Only threads that brought a stack; the crashed one first. */
export function readThreads(threads: Json, platform: string): Thread[] {
  return values(threads)
    .map((one) => ({
      id: text(one.id),
      name: text(one.name),
      crashed: one.crashed === true || one.current === true,
      state: text(one.state),
      frames: readFrames(one.stacktrace, platform),
    }))
    .filter((thread) => thread.frames.length > 0)
    .sort((a, b) => Number(b.crashed) - Number(a.crashed));
}
