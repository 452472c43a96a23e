import { GripVertical, MoreVertical } from 'lucide-react';
import { exact } from '@/lib/number';
import { cx } from '@/ui/cx';
import { MenuButton } from '@/ui/Menu';
import { useBuilder } from './context';
import { type Node, newGroup, newLeaf } from './tree';

/** "62/100" of the preview. */
export function HitCount({ id }: { id: number }) {
  const found = useBuilder().hits.get(id);
  if (!found || found.of === 0) return <span className="ml-auto w-[52px]" />; // its place is kept
  const words = `${exact(found.hits)} of ${exact(found.of)} events`;
  return (
    <span
      title={words}
      className={cx(
        'ml-auto min-w-[52px] whitespace-nowrap text-right text-meta tabular-nums',
        found.hits === 0 ? 'text-text3' : 'text-text2',
      )}
    >
      <span aria-hidden="true">
        {found.hits}
        <span className="text-text3">/{found.of}</span>
      </span>
      <span className="sr-only">, {words}</span>
    </span>
  );
}

function copyOf(node: Node): Node {
  if (node.kind === 'group') return newGroup(node.operator, node.nodes.map(copyOf));
  return { ...node, id: newLeaf().id };
}

interface NodeToolsProps {
  node: Node;
  /** "level is one of …", for the names of the buttons. */
  name: string;
  parent: number;
  at: number;
}

/** The handle to drag it by, and everything that can be done to a node without a pointer. */
export function NodeTools({ node, name, parent, at }: NodeToolsProps) {
  const { carry, dispatch, setDragged } = useBuilder();
  const { id } = node;
  return (
    <span className="flex items-center">
      <span
        draggable
        aria-hidden="true"
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', name);
          setDragged(id);
        }}
        onDragEnd={() => setDragged(undefined)}
        className="flex h-7 w-4 cursor-grab items-center text-text3 hover:text-text pointer-coarse:hidden"
      >
        <GripVertical size={14} />
      </span>
      <MenuButton
        label={`Verbs of ${name}`}
        aria-label={`Verbs of ${name}`}
        tone="ghost"
        size="icon"
        align="end"
        entries={[
          {
            label: 'Move up',
            keys: 'Alt+ArrowUp',
            onSelect: () => carry({ do: 'move', id, by: -1 }, 'Moved up'),
          },
          {
            label: 'Move down',
            keys: 'Alt+ArrowDown',
            onSelect: () => carry({ do: 'move', id, by: 1 }, 'Moved down'),
          },
          {
            label: 'Into a group',
            keys: 'Alt+ArrowRight',
            onSelect: () => carry({ do: 'indent', id }, 'Moved into a group'),
          },
          {
            label: 'Out of the group',
            keys: 'Alt+ArrowLeft',
            onSelect: () => carry({ do: 'outdent', id }, 'Moved out of the group'),
          },
          'line',
          {
            label: 'Duplicate',
            onSelect: () => dispatch({ do: 'add', into: parent, node: copyOf(node), at: at + 1 }),
          },
          { label: 'Remove', danger: true, onSelect: () => carry({ do: 'remove', id }, 'Removed') },
        ]}
      >
        <MoreVertical size={14} aria-hidden="true" />
      </MenuButton>
    </span>
  );
}
