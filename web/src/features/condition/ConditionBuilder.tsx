import { Braces } from 'lucide-react';
import { type Dispatch, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { announce } from '@/ui/announce';
import { Button } from '@/ui/Button';
import { BuilderProvider, type Hits } from './context';
import { nodeError } from './errorPlace';
import { GroupBox } from './GroupBox';
import { JsonDialog } from './JsonDialog';
import type { PreviewState } from './preview.queries';
import { type Action, type Group, pathsOf, placeOf } from './tree';

interface ConditionBuilderProps {
  project: string;
  tree: Group;
  dispatch: Dispatch<Action>;
  preview: PreviewState;
  /** Why it was not saved. */
  error?: unknown;
}

/** alt and an arrow take the node that holds the focus elsewhere. */
const arrows: Record<string, { words: string; action: (id: number) => Action }> = {
  ArrowUp: { words: 'Moved up', action: (id) => ({ do: 'move', id, by: -1 }) },
  ArrowDown: { words: 'Moved down', action: (id) => ({ do: 'move', id, by: 1 }) },
  ArrowRight: { words: 'Moved into a group', action: (id) => ({ do: 'indent', id }) },
  ArrowLeft: { words: 'Moved out of the group', action: (id) => ({ do: 'outdent', id }) },
};

function nodeOf(element: Element | null): number | undefined {
  const id = element?.closest('[data-node]')?.getAttribute('data-node');
  return id ? Number(id) : undefined;
}

function hitsOf(tree: Group, preview: PreviewState): Map<number, Hits> {
  const { data } = preview;
  const paths = pathsOf(tree);
  const hits = new Map<number, Hits>();
  if (!data || preview.isPaused || preview.error || data.nodes.length !== paths.size) return hits;
  for (const node of data.nodes) {
    const id = paths.get(node.path ?? '');
    if (id !== undefined) hits.set(id, { hits: node.hits, of: data.sample });
  }
  return hits;
}

/** "When": nested groups of conditions, each with what it found among stored events. */
export function ConditionBuilder({ project, tree, dispatch, preview, error }: ConditionBuilderProps) {
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef<number>(undefined);
  const [dragged, setDragged] = useState<number>();
  const [isJson, setJson] = useState(false);
  const hits = useMemo(() => hitsOf(tree, preview), [tree, preview]);

  // A node that changed its group was drawn anew: the focus follows it, or goes where it was.
  useEffect(() => {
    if (follow.current === undefined) return;
    const place = placeOf(tree, follow.current);
    const target = place ? follow.current : tree.id;
    follow.current = undefined;
    if (box.current?.contains(document.activeElement)) return;
    box.current?.querySelector<HTMLElement>(`[data-node="${target}"] [data-part="type"]`)?.focus();
  }, [tree]);

  const carry = (action: Action, words: string) => {
    follow.current = 'id' in action ? action.id : undefined;
    dispatch(action);
    announce(words);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = event.altKey && !event.ctrlKey && !event.metaKey ? arrows[event.key] : undefined;
    const id = nodeOf(document.activeElement);
    if (!arrow || id === undefined || id === tree.id) return;
    event.preventDefault();
    event.stopPropagation();
    carry(arrow.action(id), arrow.words);
  };
  return (
    <BuilderProvider
      value={{
        project,
        dispatch,
        carry,
        hits,
        error: nodeError(tree, error ?? preview.error),
        dragged,
        setDragged,
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the controls in it */}
      <div ref={box} onKeyDown={onKeyDown} className="relative">
        <GroupBox group={tree} depth={1} />
        <Button
          tone="ghost"
          size="dense"
          icon={<Braces size={14} />}
          className="absolute top-1 right-0"
          onClick={() => setJson(true)}
        >
          JSON
        </Button>
      </div>
      {isJson && <JsonDialog tree={tree} dispatch={dispatch} onClose={() => setJson(false)} />}
    </BuilderProvider>
  );
}
