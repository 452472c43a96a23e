/** One frame of a stack, read once from the wire's shape. */
import { type Json, type JsonObject, lines, number, object, text, values } from './json';

export interface Frame {
  /** Place in the stack as sent, oldest call = 0. */
  at: number;
  fn: string;
  /** What is shown: file's path, else the module. */
  path: string;
  absPath: string;
  module: string;
  line: number | undefined;
  column: number | undefined;
  inApp: boolean;
  before: string[];
  code: string | undefined;
  after: string[];
  vars: JsonObject | undefined;
  platform: string;
  address: string;
}

export function readFrames(stacktrace: Json, platform: string): Frame[] {
  return values(object(stacktrace).frames).map((raw, at) => readFrame(raw, at, platform));
}

function readFrame(raw: JsonObject, at: number, platform: string): Frame {
  const absPath = text(raw.abs_path);
  const module = text(raw.module) || text(raw.package);
  const vars = Array.isArray(raw.vars) ? { ...raw.vars } : raw.vars ? object(raw.vars) : undefined;
  return {
    at,
    fn: text(raw.function) || text(raw.raw_function) || '<anonymous>',
    path: text(raw.filename) || absPath || module,
    absPath,
    module,
    line: positive(raw.lineno),
    column: positive(raw.colno),
    inApp: raw.in_app === true,
    before: lines(raw.pre_context),
    code: typeof raw.context_line === 'string' ? raw.context_line : undefined,
    after: lines(raw.post_context),
    vars: vars && Object.keys(vars).length > 0 ? (vars as JsonObject) : undefined,
    platform: text(raw.platform) || platform,
    address: text(raw.instruction_addr),
  };
}

function positive(value: Json): number | undefined {
  const n = number(value);
  return n !== undefined && n > 0 ? n : undefined;
}

/** "checkout/cart.ts:88:14" */
export function place(frame: Frame): string {
  const path = frame.path || frame.address;
  if (frame.line === undefined) return path;
  return frame.column === undefined ? `${path}:${frame.line}` : `${path}:${frame.line}:${frame.column}`;
}

const JAVA_PARTS = 3;

/** The library a frame belongs to, as people name it: "react-dom", "django", "org.springframework.web". */
export function packageOf(frame: Frame): string {
  const path = frame.absPath || frame.path;
  const node = /.*node_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?(@[^/]+\/[^/]+|[^/]+)/.exec(path);
  if (node) return node[1]!;
  const python = /(?:site|dist)-packages\/([^/]+?)(?:\.py)?(?:\/|$)/.exec(path);
  if (python) return python[1]!;
  const ruby = /\/gems\/([^/]+?)-\d[^/]*\//.exec(path);
  if (ruby) return ruby[1]!;
  const vendor = /\/vendor\/([^/]+\/[^/]+)\//.exec(path);
  if (vendor) return vendor[1]!;
  const { module, platform } = frame;
  if (/^(node:|internal\/)/.test(path)) return 'node';
  if (module && platform === 'go') return module;
  if (module && /^(java|csharp|kotlin|scala)$/.test(platform)) {
    return module.split('.').slice(0, JAVA_PARTS).join('.');
  }
  if (module && platform === 'python') return module.split('.')[0]!;
  return path.split(/[/\\]/).at(-1) || module || 'native';
}
