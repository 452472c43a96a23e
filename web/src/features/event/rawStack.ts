/** A stack as the language itself prints it. */
import type { Exception } from './exceptions';
import { type Frame, place } from './frame';

function title(one: Pick<Exception, 'type' | 'value' | 'module'>, withModule: boolean): string {
  const name = withModule && one.module ? `${one.module}.${one.type}` : one.type;
  return one.value ? (name ? `${name}: ${one.value}` : one.value) : name;
}

function python(frames: readonly Frame[]): string {
  return frames
    .map((frame) => {
      const head = `  File "${frame.absPath || frame.path}", line ${frame.line ?? '?'}, in ${frame.fn}`;
      return frame.code === undefined ? head : `${head}\n    ${frame.code.trim()}`;
    })
    .join('\n');
}
function java(frames: readonly Frame[]): string {
  return [...frames]
    .reverse()
    .map((frame) => {
      const where = frame.line === undefined ? frame.path : `${frame.path}:${frame.line}`;
      return `\tat ${frame.module ? `${frame.module}.` : ''}${frame.fn}(${where || 'Unknown Source'})`;
    })
    .join('\n');
}
function go(frames: readonly Frame[]): string {
  return [...frames]
    .reverse()
    .map((frame) => {
      const name = frame.module ? `${frame.module}.${frame.fn}` : frame.fn;
      return `${name}(...)\n\t${frame.absPath || frame.path}:${frame.line ?? '?'}`;
    })
    .join('\n');
}
function ruby(frames: readonly Frame[]): string {
  return [...frames]
    .reverse()
    .map((frame, i) => `${i === 0 ? '' : '\tfrom '}${place(frame)}:in '${frame.fn}'`)
    .join('\n');
}
function javascript(frames: readonly Frame[]): string {
  return [...frames]
    .reverse()
    .map((frame) => `    at ${frame.fn} (${place({ ...frame, path: frame.absPath || frame.path })})`)
    .join('\n');
}

const languages: Record<string, (frames: readonly Frame[]) => string> = { python, java, go, ruby };

export function rawFrames(frames: readonly Frame[], platform: string): string {
  return (languages[platform] ?? javascript)(frames);
}

/** Python's words between one traceback and what came of it. */
function then(one: Exception): string {
  if (one.relation === '') return '';
  const words = one.relation.startsWith('raised while')
    ? 'During handling of the above exception, another exception occurred:'
    : 'The above exception was the direct cause of the following exception:';
  return `\n\n${words}\n\n`;
}

/** All exceptions of a chain, last raised first; Python prints the other way round. */
export function rawStack(chain: readonly Exception[], platform: string): string {
  if (platform === 'python') {
    return [...chain]
      .reverse()
      .map(
        (one) => `Traceback (most recent call last):\n${python(one.frames)}\n${title(one, true)}${then(one)}`,
      )
      .join('');
  }
  return chain
    .map((one, i) => {
      const lead = i === 0 ? '' : 'Caused by: ';
      const body = rawFrames(one.frames, platform);
      return `${lead}${title(one, platform === 'java')}${body ? `\n${body}` : ''}`;
    })
    .join('\n');
}
