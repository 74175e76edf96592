/** `npm start` as an operator sees it: what it keeps on disk, and what it does when its server dies. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../scripts/server/own-server.ts';
import { healthy } from './product.ts';

const state = mkdtempSync(join(tmpdir(), 'signalbox-start-'));
let server: ReturnType<typeof spawn>;
let url: string;
let said = '';

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, PORT: String(port), SIGNALBOX_STATE: state, SIGNALBOX_DEMO: 'off' };
  const cwd = resolve(import.meta.dirname, '..');
  server = spawn(process.execPath, ['scripts/start.ts'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [server.stdout!, server.stderr!]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  await healthy(url, server);
});
afterAll(() => {
  server.kill('SIGTERM');
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});

/** The ids of all processes below one, with their command lines. */
function below(pid: number): { pid: number; command: string }[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((match) => (match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3]! }] : []));
  const children = (of: number): typeof all =>
    all.filter(({ parent }) => parent === of).flatMap((child) => [child, ...children(child.pid)]);
  return children(pid);
}

test('requests leave no traces and no unbounded logs', async () => {
  for (let call = 0; call < 20; call++) await fetch(`${url}/v1/metrics`);
  expect(readFileSync(join(state, 'wrangler.log'), 'utf8')).toContain('/v1/metrics');
  expect(existsSync(join(state, 'v3/d1'))).toBe(true);
  expect(existsSync(join(state, 'v3/observability'))).toBe(false);
  expect(existsSync(join(state, 'wrangler-logs'))).toBe(false);
});

test('a static page refuses other methods and says which it takes', async () => {
  for (const [method, path] of [
    ['POST', '/alerts'],
    ['DELETE', '/sign-in'],
    ['PUT', '/favicon.svg'],
    ['POST', '/'],
    ['POST', '/en'],
  ] as const) {
    const { status, headers } = await fetch(`${url}${path}`, { method });
    expect([method, path, status, headers.get('allow')]).toEqual([method, path, 405, 'GET, HEAD']);
  }
});

test('a server process that dies ends all of it, with a word and an exit code', async () => {
  const family = below(server.pid!);
  const workers = family.filter(({ command }) => /\/workerd serve/.test(command));
  expect(workers.length).toBeGreaterThan(0);
  const ended = new Promise((done) => server.once('exit', done));
  process.kill(workers[0]!.pid, 'SIGKILL');
  expect(await ended).toBe(1);
  expect(said).toContain(`The server process (workerd ${workers[0]!.pid}) ended by itself: SIGKILL.`);
  const alive = () => execFileSync('ps', ['-eo', 'pid='], { encoding: 'utf8' }).split('\n').map(Number);
  await expect.poll(() => family.filter(({ pid }) => alive().includes(pid)), { timeout: 10_000 }).toEqual([]);
});
