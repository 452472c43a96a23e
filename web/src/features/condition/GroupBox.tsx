import { Plus } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { cx } from '@/ui/cx';
import { inputStyle } from '@/ui/Field';
import { useBuilder } from './context';
import { LeafRow } from './LeafRow';
import { HitCount, NodeTools } from './NodeTools';
import { DEPTH_MOST, type Group, type Node, newGroup, newLeaf } from './tree';

/** Before a node, and at the end of a group: where what is dragged may be dropped. */
function DropLine({ into, at }: { into: number; at: number }) {
  const { dragged, carry, setDragged } = useBuilder();
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (dragged !== undefined) carry({ do: 'place', id: dragged, into, at }, 'Moved');
    setDragged(undefined);
  };
  if (dragged === undefined) return null;
  return (
    <div aria-hidden="true" className="relative h-0">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the pointer's way; keys have alt and arrows */}
      <div
        onDragOver={over}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className="absolute inset-x-0 -top-2 z-10 h-4"
      >
        <div className={cx('mt-[7px] h-0.5', isOver && 'bg-focus')} />
      </div>
    </div>
  );
}

interface GroupBoxProps {
  group: Group;
  depth: number;
  parent?: number;
  at?: number;
}

function Child({ node, group, at, depth }: { node: Node; group: Group; at: number; depth: number }) {
  if (node.kind === 'leaf') return <LeafRow leaf={node} parent={group.id} at={at} />;
  return <GroupBox group={node} depth={depth + 1} parent={group.id} at={at} />;
}

/** All or any of what is in it; a fieldset whose legend is spoken. */
export function GroupBox({ group, depth, parent, at = 0 }: GroupBoxProps) {
  const { dispatch, error } = useBuilder();
  const refused = error?.id === group.id ? error.words : undefined;
  const words = group.operator === 'and' ? 'All of' : 'Any of';
  const legend = `${words} ${count(group.nodes.length, 'condition')}${depth > 1 ? `, level ${depth}` : ''}`;
  return (
    <fieldset data-node={group.id} className="min-w-0 py-1">
      <legend className="sr-only">{legend}</legend>
      <div className={cx('flex items-center gap-2', depth === 1 && 'pr-[88px]')}>
        <select
          aria-label={depth === 1 ? 'When' : `Group, level ${depth}`}
          data-part="type"
          value={group.operator}
          onChange={(event) =>
            dispatch({ do: 'operator', id: group.id, operator: event.target.value as Group['operator'] })
          }
          className={cx(inputStyle, 'w-28! font-medium')}
        >
          <option value="and">All of</option>
          <option value="or">Any of</option>
        </select>
        {group.nodes.length === 0 && <span className="text-meta text-text3">nothing: always true</span>}
        <HitCount id={group.id} />
        {parent !== undefined && (
          <NodeTools node={group} name={legend.toLowerCase()} parent={parent} at={at} />
        )}
      </div>
      {refused && (
        <p role="alert" className="mt-0.5 text-meta text-error">
          {refused}
        </p>
      )}
      <div className="ml-2.5 border-l border-line pt-1 pl-3 sm:ml-4">
        {group.nodes.map((node, i) => (
          <div key={node.id}>
            <DropLine into={group.id} at={i} />
            <Child node={node} group={group} at={i} depth={depth} />
          </div>
        ))}
        <DropLine into={group.id} at={group.nodes.length} />
        <div className="flex gap-1 pt-1">
          <Button
            tone="ghost"
            size="dense"
            icon={<Plus size={14} />}
            onClick={() => dispatch({ do: 'add', into: group.id, node: newLeaf() })}
          >
            Condition
          </Button>
          {depth < DEPTH_MOST && (
            <Button
              tone="ghost"
              size="dense"
              icon={<Plus size={14} />}
              onClick={() =>
                dispatch({
                  do: 'add',
                  into: group.id,
                  node: newGroup(group.operator === 'and' ? 'or' : 'and', [newLeaf('title')]),
                })
              }
            >
              Group
            </Button>
          )}
        </div>
      </div>
    </fieldset>
  );
}
