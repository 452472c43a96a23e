/** The tree while it is edited: nodes with an id, and everything that can be done to them. */
import { type LeafType, leafTypeNamed, type OpName, opsOf } from './leaves';

/** Groups inside groups that one can make here, the outermost counted. */
export const DEPTH_MOST = 4;

export interface Leaf {
  id: number;
  kind: 'leaf';
  type: string;
  op: OpName;
  /** Texts and numbers as typed. */
  value: string;
  /** Of "is one of". */
  list: string[];
  flag: boolean;
  /** A tag's key, a path; '' = none. */
  key: string;
  /** Of a window as typed; '' = none. */
  span: string;
  unit: 'minutes' | 'hours';
}
export interface Group {
  id: number;
  kind: 'group';
  operator: 'and' | 'or';
  nodes: Node[];
}
export type Node = Leaf | Group;

let last = 0;
export const nextId = (): number => ++last;

export function newLeaf(type = 'level'): Leaf {
  const of = leafTypeNamed(type)!;
  const isLevel = type === 'level';
  return {
    id: nextId(),
    kind: 'leaf',
    type,
    op: isLevel ? 'in' : opsOf[of.kind][0]!,
    value: '',
    list: isLevel ? ['error', 'fatal'] : [],
    flag: true,
    key: '',
    span: of.window?.required ? '1' : '',
    unit: 'hours',
  };
}
export function newGroup(operator: Group['operator'] = 'and', nodes: Node[] = []): Group {
  return { id: nextId(), kind: 'group', operator, nodes };
}

/* --- looking ------------------------------------------------------------------------------- */

export interface Place {
  group: Group;
  at: number;
  /** Of the group; the root has 1. */
  depth: number;
}

export function placeOf(root: Group, id: number, depth = 1): Place | undefined {
  for (const [at, node] of root.nodes.entries()) {
    if (node.id === id) return { group: root, at, depth };
    const inside = node.kind === 'group' ? placeOf(node, id, depth + 1) : undefined;
    if (inside) return inside;
  }
  return undefined;
}
function find(root: Group, id: number): Node | undefined {
  if (root.id === id) return root;
  const place = placeOf(root, id);
  return place?.group.nodes[place.at];
}
function depthOf(root: Group, id: number): number {
  return root.id === id ? 1 : (placeOf(root, id)?.depth ?? 0) + 1;
}
/** Groups in it, itself counted. */
function height(node: Node): number {
  return node.kind === 'leaf' ? 0 : 1 + Math.max(0, ...node.nodes.map(height));
}
function holds(node: Node, id: number): boolean {
  return node.id === id || (node.kind === 'group' && node.nodes.some((one) => holds(one, id)));
}
/** Leaves of it, at any depth. */
export function leavesOf(node: Node): Leaf[] {
  return node.kind === 'leaf' ? [node] : node.nodes.flatMap(leavesOf);
}

/** "conditions[1].conditions[0]": how the server calls a node. */
export function pathsOf(root: Group): Map<string, number> {
  const paths = new Map<string, number>();
  const walk = (node: Node, path: string) => {
    paths.set(path, node.id);
    if (node.kind === 'group')
      for (const [at, one] of node.nodes.entries()) walk(one, `${path}${path && '.'}conditions[${at}]`);
  };
  walk(root, '');
  return paths;
}

/** Why it cannot be sent yet; '' = it can. */
export function missingOf(leaf: Leaf, type: LeafType): string {
  if (type.key?.required && leaf.key.trim() === '') return `Which ${type.key.label.toLowerCase()}?`;
  const unit = type.window?.units.find((one) => one.name === leaf.unit);
  const span = Number(leaf.span);
  if (unit && (leaf.span !== '' || type.window?.required))
    if (!Number.isInteger(span) || span < 1 || span > unit.most) return `1 to ${unit.most} ${unit.label}`;
  if (type.kind === 'flag') return '';
  if (leaf.op === 'in' || leaf.op === 'not_in') return leaf.list.length === 0 ? 'A value is missing' : '';
  if (type.kind === 'number')
    return Number.isFinite(Number.parseInt(leaf.value, 10)) ? '' : 'A number is missing';
  return leaf.value === '' ? 'A value is missing' : '';
}
export function isWhole(root: Group): boolean {
  return leavesOf(root).every((leaf) => missingOf(leaf, leafTypeNamed(leaf.type)!) === '');
}

/* --- changing ------------------------------------------------------------------------------ */

export type Action =
  | { do: 'load'; tree: Group }
  | { do: 'set'; id: number; patch: Partial<Omit<Leaf, 'id' | 'kind'>> }
  | { do: 'type'; id: number; type: string }
  | { do: 'operator'; id: number; operator: Group['operator'] }
  | { do: 'add'; into: number; node: Node; at?: number }
  | { do: 'remove'; id: number }
  | { do: 'move'; id: number; by: -1 | 1 }
  | { do: 'indent'; id: number }
  | { do: 'outdent'; id: number }
  | { do: 'place'; id: number; into: number; at: number };

function change(root: Group, id: number, run: (node: Node) => Node): Group {
  const visit = (node: Node): Node => {
    if (node.id === id) return run(node);
    if (node.kind === 'leaf' || !holds(node, id)) return node;
    return { ...node, nodes: node.nodes.map(visit) };
  };
  return visit(root) as Group;
}
const changeNodes = (root: Group, group: number, run: (nodes: Node[]) => Node[]): Group =>
  change(root, group, (node) => (node.kind === 'group' ? { ...node, nodes: run(node.nodes) } : node));

function add(root: Group, into: number, node: Node, at?: number): Group {
  return changeNodes(root, into, (nodes) => nodes.toSpliced(at ?? nodes.length, 0, node));
}
function remove(root: Group, id: number): Group {
  const place = placeOf(root, id);
  return place ? changeNodes(root, place.group.id, (nodes) => nodes.toSpliced(place.at, 1)) : root;
}

/** Takes a node elsewhere; not into itself, and not deeper than DEPTH_MOST. */
function place(root: Group, id: number, into: number, at: number): Group {
  const node = find(root, id);
  const from = placeOf(root, id);
  const target = find(root, into);
  if (!node || !from || target?.kind !== 'group' || holds(node, into)) return root;
  if (depthOf(root, into) + height(node) > DEPTH_MOST) return root;
  const before = from.group.id === into && from.at < at ? 1 : 0;
  return add(remove(root, id), into, node, at - before);
}

/** Past its neighbour; at an end of its group, out of it. */
function move(root: Group, id: number, by: -1 | 1): Group {
  const here = placeOf(root, id);
  if (!here) return root;
  const to = here.at + by;
  if (to >= 0 && to < here.group.nodes.length) return place(root, id, here.group.id, by < 0 ? to : to + 1);
  const outer = placeOf(root, here.group.id);
  return outer ? place(root, id, outer.group.id, by < 0 ? outer.at : outer.at + 1) : root;
}

/** Into the group above it, else the one below, else into a new one. */
function indent(root: Group, id: number): Group {
  const here = placeOf(root, id);
  if (!here) return root;
  const above = here.group.nodes[here.at - 1];
  const below = here.group.nodes[here.at + 1];
  if (above?.kind === 'group') return place(root, id, above.id, above.nodes.length);
  if (below?.kind === 'group') return place(root, id, below.id, 0);
  const node = here.group.nodes[here.at]!;
  if (here.depth + 1 + height(node) > DEPTH_MOST) return root;
  const wrapped = newGroup(here.group.operator === 'and' ? 'or' : 'and', [node]);
  return changeNodes(root, here.group.id, (nodes) => nodes.with(here.at, wrapped));
}

/** Behind the group it is in. */
function outdent(root: Group, id: number): Group {
  const here = placeOf(root, id);
  const outer = here && placeOf(root, here.group.id);
  return outer ? place(root, id, outer.group.id, outer.at + 1) : root;
}

/** Another type keeps what fits it. */
function retype(leaf: Leaf, type: string): Leaf {
  const fresh = newLeaf(type);
  const kind = leafTypeNamed(type)!.kind;
  const sameKind = leafTypeNamed(leaf.type)?.kind === kind;
  const op = sameKind && leaf.type !== 'level' && type !== 'level' ? leaf.op : fresh.op;
  const value = sameKind ? leaf.value : '';
  return { ...fresh, id: leaf.id, op, value, list: op === fresh.op ? fresh.list : leaf.list };
}

export function treeReducer(root: Group, action: Action): Group {
  switch (action.do) {
    case 'load':
      return action.tree;
    case 'set':
      return change(root, action.id, (node) => (node.kind === 'leaf' ? { ...node, ...action.patch } : node));
    case 'type':
      return change(root, action.id, (node) => (node.kind === 'leaf' ? retype(node, action.type) : node));
    case 'operator':
      return change(root, action.id, (node) =>
        node.kind === 'group' ? { ...node, operator: action.operator } : node,
      );
    case 'add':
      return depthOf(root, action.into) + height(action.node) > DEPTH_MOST
        ? root
        : add(root, action.into, action.node, action.at);
    case 'remove':
      return remove(root, action.id);
    case 'move':
      return move(root, action.id, action.by);
    case 'indent':
      return indent(root, action.id);
    case 'outdent':
      return outdent(root, action.id);
    case 'place':
      return place(root, action.id, action.into, action.at);
  }
}
