import { useId } from 'react';
import { cx } from '@/ui/cx';
import { inputStyle } from '@/ui/Field';
import { useBuilder } from './context';
import { type LeafType, leafTypeNamed, leafTypes, type OpName, opsOf, opWords } from './leaves';
import { HitCount, NodeTools } from './NodeTools';
import type { Leaf } from './tree';
import { ValueInput } from './ValueInput';

const groups = ['Issue', 'Figures', 'Event'] as const;

function TypeSelect({ leaf }: { leaf: Leaf }) {
  const { dispatch } = useBuilder();
  return (
    <select
      aria-label="Condition"
      data-part="type"
      value={leaf.type}
      onChange={(event) => dispatch({ do: 'type', id: leaf.id, type: event.target.value })}
      className={cx(inputStyle, 'w-40! max-sm:min-w-[120px] max-sm:flex-1')}
    >
      {groups.map((group) => (
        <optgroup key={group} label={group}>
          {leafTypes
            .filter((one) => one.group === group)
            .map((one) => (
              <option key={one.type} value={one.type}>
                {one.label}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}

/** A tag's key or a path; a window of time. */
function Params({
  leaf,
  type,
  onChange,
}: {
  leaf: Leaf;
  type: LeafType;
  onChange: (patch: Partial<Leaf>) => void;
}) {
  return (
    <>
      {type.key && (
        <input
          aria-label={type.key.label}
          value={leaf.key}
          placeholder={type.key.name === 'key' ? 'region' : 'all, or request.url'}
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => onChange({ key: event.target.value })}
          className={cx(inputStyle, 'w-36! font-mono text-meta')}
        />
      )}
      {type.window && (
        <span className="flex items-center gap-1.5 text-text3">
          in
          <input
            aria-label="Window"
            type="number"
            min={1}
            value={leaf.span}
            placeholder="all"
            onChange={(event) => onChange({ span: event.target.value })}
            className={cx(inputStyle, 'w-16!')}
          />
          {type.window.units.length > 1 ? (
            <select
              aria-label="Unit"
              value={leaf.unit}
              onChange={(event) => onChange({ unit: event.target.value as Leaf['unit'] })}
              className={cx(inputStyle, 'w-20!')}
            >
              {type.window.units.map((unit) => (
                <option key={unit.name} value={unit.name}>
                  {unit.label}
                </option>
              ))}
            </select>
          ) : (
            type.window.units[0]!.label
          )}
        </span>
      )}
    </>
  );
}

interface LeafRowProps {
  leaf: Leaf;
  parent: number;
  at: number;
}

/** One condition: what is looked at, how, and with what; its hits; what can be done to it. */
export function LeafRow({ leaf, parent, at }: LeafRowProps) {
  const { project, dispatch, error } = useBuilder();
  const id = useId();
  const type = leafTypeNamed(leaf.type)!;
  const refused = error?.id === leaf.id ? error.words : undefined;
  const put = (patch: Partial<Leaf>) => dispatch({ do: 'set', id: leaf.id, patch });
  const name = `${type.label}${leaf.key && ` ${leaf.key}`}`;
  return (
    <fieldset data-node={leaf.id} className="min-w-0 py-1">
      <legend className="sr-only">{name}</legend>
      <div className="flex flex-wrap items-center gap-1.5">
        <TypeSelect leaf={leaf} />
        <Params leaf={leaf} type={type} onChange={put} />
        {type.kind !== 'flag' && (
          <select
            aria-label="Operator"
            value={leaf.op}
            onChange={(event) => put({ op: event.target.value as OpName })}
            className={cx(inputStyle, type.kind === 'number' ? 'w-20!' : 'w-36!')}
          >
            {opsOf[type.kind].map((op) => (
              <option key={op} value={op}>
                {opWords[op]}
              </option>
            ))}
          </select>
        )}
        <ValueInput
          project={project}
          leaf={leaf}
          type={type}
          label="Value"
          invalid={refused !== undefined}
          describedBy={refused ? id : undefined}
          onChange={put}
        />
        <HitCount id={leaf.id} />
        <NodeTools node={leaf} name={name} parent={parent} at={at} />
      </div>
      {refused && (
        <p id={id} role="alert" className="mt-0.5 text-meta text-error">
          {refused}
        </p>
      )}
    </fieldset>
  );
}
