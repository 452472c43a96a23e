import { expect, it } from 'vitest';
import { readExceptions, readThreads } from './exceptions';
import { packageOf, place, readFrames } from './frame';
import { crashFrame, segments } from './frames';
import { rawStack } from './rawStack';
import { aFrame } from './samples';
import { anchorOf } from './useFrames';

const lib = (at: number, name = 'react-dom') =>
  aFrame(at, { inApp: false, path: `/srv/node_modules/${name}/index.js` });
const kinds = (frames: Parameters<typeof segments>[0], mode: 'app' | 'all' = 'app') =>
  segments(frames, mode).map((one) => (one.kind === 'frame' ? one.frame.fn : one.kind));

it('runs of frames outside the app become one line with their packages', () => {
  const frames = [aFrame(5), lib(4), lib(3, 'scheduler'), lib(2), aFrame(1)];
  const [, fold] = segments(frames, 'app');
  expect(fold).toMatchObject({ kind: 'fold', label: '3 frames: react-dom, scheduler' });
  expect(kinds(frames)).toEqual(['fn5', 'fold', 'fn1']);
  expect(kinds(frames, 'all')).toEqual(['fn5', 'fn4', 'fn3', 'fn2', 'fn1']);
});
it('one foreign frame alone, and the frame of the crash, stay visible', () => {
  expect(kinds([lib(3), aFrame(2), lib(1), aFrame(0)])).toEqual(['fn3', 'fn2', 'fn1', 'fn0']);
});
it('without a frame of the app nothing is folded', () => {
  expect(kinds([lib(2), lib(1), lib(0)])).toEqual(['fn2', 'fn1', 'fn0']);
});
it('four equal neighbours are one line, three are not', () => {
  const same = (n: number) =>
    Array.from({ length: n }, (_, i) => aFrame(i, { fn: 'walk', path: 'a.py', line: 3 }));
  expect(segments(same(3), 'app')).toHaveLength(3);
  expect(segments([...same(812), aFrame(900)], 'all')).toMatchObject([
    { kind: 'repeat', frames: { length: 812 } },
    { kind: 'frame' },
  ]);
});
it('the newest frame of the app opens, else the newest', () => {
  expect(crashFrame([lib(2), aFrame(1), aFrame(0)])?.at).toBe(1);
  expect(crashFrame([lib(2), lib(1)])?.at).toBe(2);
});
it('a package is named as people name it', () => {
  const named = (path: string, more = {}) => packageOf(aFrame(0, { path, ...more }));
  expect(named('/a/node_modules/@sentry/core/build/index.js')).toBe('@sentry/core');
  expect(named('/a/node_modules/.pnpm/x@1/node_modules/x/i.js')).toBe('x');
  expect(named('/usr/lib/python3/site-packages/django/core/base.py')).toBe('django');
  expect(named('/gems/rack-2.2.3/lib/rack.rb')).toBe('rack');
  expect(named('node:internal/process')).toBe('node');
  expect(named('A.java', { platform: 'java', module: 'org.spring.web.servlet.X' })).toBe('org.spring.web');
});
it('frames are read whatever they look like', () => {
  const frames = readFrames(
    { frames: [null, { lineno: '12', vars: ['a'] }, { lineno: 0, filename: 'x.c' }] },
    'c',
  );
  expect(frames).toHaveLength(2);
  expect(frames[0]).toMatchObject({ fn: '<anonymous>', line: 12, vars: { 0: 'a' }, inApp: false });
  expect(place(frames[1]!)).toBe('x.c');
  expect(readFrames('nonsense', '')).toEqual([]);
});
it('the chain is read last raised first, and says how it hangs together', () => {
  const chain = readExceptions(
    { values: [{ type: 'Inner', value: 'a' }, null, { type: 'Outer', value: { b: 1 } }] },
    'python',
  );
  expect(chain.map((one) => [one.number, one.type, one.relation])).toEqual([
    [1, 'Outer', ''],
    [2, 'Inner', 'caused by'],
  ]);
  expect(chain[0]!.value).toBe('{"b":1}');
});
it('members of a group, and what was raised while handling, are named so', () => {
  const chain = readExceptions(
    [
      { type: 'C', mechanism: { exception_id: 2, parent_id: 0, source: 'exceptions[1]' } },
      { type: 'B', mechanism: { exception_id: 1, parent_id: 0, source: '__context__' } },
      { type: 'A', mechanism: { exception_id: 0, is_exception_group: true } },
    ],
    'python',
  );
  expect(chain.map((one) => one.relation)).toEqual([
    '',
    'raised while handling',
    'in the group as exceptions[1]',
  ]);
  expect(chain[0]!.isGroup).toBe(true);
});
it('only threads with a stack are shown, the crashed one first', () => {
  const threads = readThreads(
    {
      values: [
        { id: 1, stacktrace: { frames: [{}] } },
        { id: 2 },
        { id: 3, crashed: true, stacktrace: { frames: [{}] } },
      ],
    },
    'cocoa',
  );
  expect(threads.map((one) => one.id)).toEqual(['3', '1']);
});
it('a stack reads as its language prints it', () => {
  const one = (platform: string, frame: object) =>
    rawStack(
      readExceptions([{ type: 'E', value: 'bad', module: 'm', stacktrace: { frames: [frame] } }], platform),
      platform,
    );
  expect(one('python', { filename: 'a.py', lineno: 3, function: 'f', context_line: '  g()' })).toBe(
    'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    g()\nm.E: bad',
  );
  expect(one('java', { filename: 'A.java', lineno: 3, function: 'f', module: 'x.A' })).toBe(
    'm.E: bad\n\tat x.A.f(A.java:3)',
  );
  expect(one('javascript', { filename: 'a.js', lineno: 3, colno: 5, function: 'f' })).toBe(
    'E: bad\n    at f (a.js:3:5)',
  );
});
it('frames have places in the address, counted from the crash', () => {
  const frames = [aFrame(0), aFrame(1), aFrame(2)];
  expect(anchorOf('1', frames, frames[2]!)).toBe('frame-1');
  expect(anchorOf('2', frames, frames[0]!)).toBe('frame-2.3');
});
