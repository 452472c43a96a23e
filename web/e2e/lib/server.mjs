// The real program on a fresh SQLite store and a free port.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** GOSNAG=path, else the newest usual place. */
export function findBinary() {
  const places = [
    process.env.GOSNAG && resolve(process.env.GOSNAG),
    join(root, 'gosnag'),
    join(root, 'build/dev/gosnag'),
  ];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error('no program to test: run `make build`, or set GOSNAG to its path');
  return found;
}

function freePort() {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/**
 * @param {Record<string, string>} env settings on top of the test's own
 * @param {{seed?: string[]}} options seed: arguments of `gosnag debug seed`, run before the start
 * @returns {Promise<{url: string, pid: number, setupCode: () => Promise<string>, output: () => string, stop: () => Promise<void>}>}
 */
export async function startServer(env = {}, { seed } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'gosnag-e2e-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let output = '';
  if (seed) {
    const seeded = spawnSync(findBinary(), ['debug', 'seed', ...seed], {
      env: { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), ...env },
      encoding: 'utf8',
    });
    if (seeded.status !== 0) throw new Error(`seeding failed:\n${seeded.stderr}`);
  }
  const child = spawn(findBinary(), [], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: join(folder, 'data'),
      PORT: String(port),
      LISTEN: '127.0.0.1',
      BASE_URL: url,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      output += text;
    });
  }
  const ended = new Promise((done) => child.on('exit', done));
  const stop = async () => {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 12_000);
    await ended;
    clearTimeout(killer);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until('the server is ready', async () => {
      if (child.exitCode !== null) throw new Error(`the server ended:\n${output}`);
      return fetch(`${url}/ready`).then(
        (response) => response.ok,
        () => false,
      );
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    pid: child.pid,
    stop,
    output: () => output,
    setupCode: () =>
      until('the setup link is printed', async () => /\/setup\?code=([\w.~-]+)/.exec(output)?.[1]),
  };
}
