import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

/** Component tests hear no stream; live/source.spec.ts brings its own. */
class SilentStream extends EventTarget {
  close(): void {}
}
vi.stubGlobal('EventSource', SilentStream);

afterEach(() => {
  cleanup();
  localStorage.clear();
});
