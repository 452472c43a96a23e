/** Trees as they are stored: {operator, conditions: […]} and leaves {type, op, value}. */
import { isList, leafTypeNamed, opNamed } from './leaves';
import { type Group, type Leaf, type Node, newGroup, newLeaf, nextId } from './tree';

type Json = Record<string, unknown>;

function leafJson(leaf: Leaf): Json {
  const type = leafTypeNamed(leaf.type)!;
  const out: Json = { type: leaf.type, op: leaf.op };
  if (type.key && leaf.key.trim() !== '') out[type.key.name] = leaf.key.trim();
  if (type.window && leaf.span !== '') out[leaf.unit] = Number(leaf.span);
  if (type.kind === 'flag') out.value = leaf.flag;
  else if (type.kind === 'number') out.value = Number.parseInt(leaf.value, 10);
  else out.value = isList(leaf.op) ? leaf.list : leaf.value;
  return out;
}

export function treeJson(node: Node): Json {
  if (node.kind === 'leaf') return leafJson(node);
  return { operator: node.operator, conditions: node.nodes.map(treeJson) };
}

/** What cannot be read here; the words name it. */
export class TreeError extends Error {}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);

function readLeaf(json: Json): Leaf {
  const type = leafTypeNamed(text(json.type));
  if (!type) throw new TreeError(`There is no condition "${text(json.type)}".`);
  const op = opNamed(type.kind, text(json.op));
  if (!op) throw new TreeError(`"${type.label}" has no operator "${text(json.op)}".`);
  const leaf: Leaf = { ...newLeaf(type.type), op, list: [], value: '' };
  if (type.key) leaf.key = text(json[type.key.name]);
  if (type.window) {
    const unit = type.window.units.find(({ name }) => json[name] !== undefined && json[name] !== null);
    leaf.span = unit ? text(json[unit.name]) : '';
    leaf.unit = unit?.name ?? leaf.unit;
  }
  const values = Array.isArray(json.value) ? json.value.map(text) : [text(json.value)];
  if (type.kind === 'flag') {
    leaf.flag = /^(true|1|yes)$/i.test(values[0] ?? '') === (op === 'eq');
    leaf.op = 'eq';
  } else if (isList(op)) leaf.list = values.filter((one) => one !== '');
  else leaf.value = values[0] ?? '';
  return leaf;
}

function readNode(json: unknown): Node {
  if (!isObject(json)) throw new TreeError('A condition is an object.');
  const operator = text(json.operator).toLowerCase();
  if (operator === '' && !Array.isArray(json.conditions)) return readLeaf(json);
  if (operator !== '' && operator !== 'and' && operator !== 'or')
    throw new TreeError(`Groups are joined by "and" or "or", not by "${operator}".`);
  const list = json.conditions ?? [];
  if (!Array.isArray(list)) throw new TreeError('"conditions" is a list.');
  return {
    id: nextId(),
    kind: 'group',
    operator: operator === 'or' ? 'or' : 'and',
    nodes: list.map(readNode),
  };
}

/** The outermost is always a group. Nothing, and what is no tree, is an empty one. */
export function readTree(json: unknown): Group {
  const isTree =
    isObject(json) &&
    (json.type !== undefined || json.operator !== undefined || json.conditions !== undefined);
  if (!isTree) return newGroup();
  const node = readNode(json);
  return node.kind === 'group' ? node : newGroup('and', [node]);
}
