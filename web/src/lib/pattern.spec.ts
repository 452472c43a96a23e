import { expect, it } from 'vitest';
import { matches } from './pattern';

it.each([
  ['/', '/', true],
  ['/', '/x', false],
  ['/projects/:p', '/projects/a', true],
  ['/projects/:p', '/projects/a/b', false],
  ['/projects/:p/settings/:s?', '/projects/a/settings', true],
  ['/projects/:p/settings/:s?', '/projects/a/settings/dsn/', true],
  ['/a.b', '/axb', false],
])('%s on %s: %s', (pattern, path, fits) => expect(matches(pattern, path)).toBe(fits));
