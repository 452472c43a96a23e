import { useState } from 'react';
import { ServerError } from '@/api/QueryPanel';
import { Folded } from '@/features/event';
import { cx } from '@/ui/cx';
import { type Attachment, type EventRef, useViewTree } from './attachment.queries';
import type { ViewNode } from './viewTree';

const OPEN_LEVELS = 3;

function Label({ node }: { node: ViewNode }) {
  return (
    <span className={cx('wrap-anywhere', node.hidden && 'text-text3')}>
      <code className="text-meta">{node.type}</code>
      {node.id && <code className="ml-1.5 text-meta text-text2">#{node.id}</code>}
      {node.place && <span className="ml-2 text-chip text-text3">{node.place}</span>}
      {node.hidden && <span className="ml-2 text-chip text-text3">hidden</span>}
    </span>
  );
}

function Branch({ nodes, level }: { nodes: readonly ViewNode[]; level: number }) {
  return (
    <ul className={cx(level > 0 && 'ml-[5px] border-l border-line pl-3')}>
      {nodes.map((node, i) => (
        <li key={`${i}-${node.type}`} className="py-px">
          {node.children.length === 0 ? (
            <div className="pl-4">
              <Label node={node} />
            </div>
          ) : (
            <details open={level < OPEN_LEVELS}>
              <summary className="min-h-6 marker:text-text3 pointer-coarse:min-h-11">
                <Label node={node} />
              </summary>
              <Branch nodes={node.children} level={level + 1} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Folded until asked for: only then is the file read. */
export function ViewTree({ at, file }: { at: EventRef; file: Attachment }) {
  const [isOpen, setOpen] = useState(false);
  const query = useViewTree(at, file.id, isOpen);
  return (
    <Folded title="View hierarchy" onToggle={setOpen}>
      <div className="overflow-x-auto">
        {query.error && <ServerError error={query.error} what="The view hierarchy could not be read" />}
        {query.data?.length === 0 && <p className="text-meta text-text3">There are no views in it.</p>}
        {query.data && <Branch nodes={query.data} level={0} />}
      </div>
    </Folded>
  );
}
