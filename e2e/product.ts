/** Starts the real product on a free port with state of its own, and makes an empty tenant in it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../scripts/server/own-server.ts';

const ROOT = resolve(import.meta.dirname, '..');
const STARTS_WITHIN_MS = 150_000;
const STOPS_WITHIN_MS = 10_000;

export interface Seeded {
  tenant_id: string;
  project_id: string;
  secret_key: string;
  publishable_key: string;
  owner: { email: string; password: string };
}

export interface Product {
  url: string;
  /** The folder that it keeps everything in. */
  state: string;
  /** `npm run seed`, as JSON. */
  seed(options: string[]): Promise<Seeded>;
  /** Creates an empty tenant; `options` are those of `npm run seed`. */
  seedEmpty(tenant: string, name: string, options: string[]): Promise<Seeded>;
  stop(): Promise<void>;
}

/** `npm start` without the demo; resolves when /healthz returns 200. */
export async function startProduct(): Promise<Product> {
  const port = await freePort();
  const state = await mkdtemp(join(tmpdir(), 'signalbox-e2e-'));
  const env = { ...process.env, PORT: String(port), SIGNALBOX_STATE: state, SIGNALBOX_DEMO: 'off' };
  const url = `http://localhost:${port}`;
  const server = spawn(process.execPath, ['scripts/start.ts'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-20_000);
    });
  }
  const stop = () => end(server).then(() => rm(state, { recursive: true, force: true, maxRetries: 5 }));
  try {
    await healthy(url, server);
  } catch (error) {
    await stop();
    throw new Error(`${(error as Error).message}\n${output}`);
  }
  return { ...productAt(url, state), stop };
}

/** The product that runs at an address on a state. */
export function productAt(url: string, state: string): Omit<Product, 'stop'> {
  const seed = async (options: string[]) => {
    const args = ['scripts/seed.ts', '--json', ...options];
    const env = { ...process.env, SIGNALBOX_STATE: state, SIGNALBOX_DEMO: 'off', SIGNALBOX_URL: url };
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as Seeded;
  };
  const seedEmpty = (tenant: string, name: string, options: string[]) =>
    seed(['--tenant', tenant, '--tenant-name', name, '--empty', ...options]);
  return { url, state, seed, seedEmpty };
}

/** Resolves when the server is healthy; throws when it ends before. */
export async function healthy(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`npm start ended with ${server.exitCode}.`);
    const reply = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    if (reply?.status === 200) return;
    await sleep(200);
  }
  throw new Error(`${url} is not healthy.`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  const kill = setTimeout(() => server.kill('SIGKILL'), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(kill);
}
