/** Runs wrangler offline and without questions: migrations, and `wrangler dev` as a child that never outlives us. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from '../settings.ts';
import { writeOverrides } from './dev-vars.ts';
import { openLog } from './log-file.ts';

const CLI = join(ROOT, 'node_modules/wrangler/wrangler-dist/cli.js');
const LEASH = join(ROOT, 'scripts/server/leash.ts');
const STOP_WITHIN_MS = 8_000;
const LAST_LINES = 40;

export interface DevServer {
  /** Resolves when wrangler ends by itself, with its last output. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** Applies the D1 migrations to the local state; returns whether there were any that it had not seen. */
export async function applyMigrations(state: string): Promise<boolean> {
  // Kept beside the database, so that both are deleted together. Asking wrangler takes over a second.
  const applied = join(state, 'v3/d1/.applied');
  const names = readdirSync(join(ROOT, 'migrations')).sort().join('\n');
  if (existsSync(applied) && readFileSync(applied, 'utf8') === names) return false;
  const child = wrangler(['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state], state);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, (line) => said.push(line));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The D1 migrations failed:\n${said.join('\n')}`);
  writeFileSync(applied, names);
  return true;
}

/** Starts `wrangler dev` on 127.0.0.1; its output goes to `wrangler.log` in the state folder, errors also to stderr. */
export function startDevServer(state: string, port: number, vars: string[]): DevServer {
  // 127.0.0.1 also serves http://localhost: clients fall back to it. `--ip localhost` fails where IPv6 is switched off.
  const address = ['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'];
  const child = wrangler(
    [
      'dev',
      ...address,
      '--persist-to',
      state,
      '--show-interactive-dev-session=false',
      ...varFlags(vars),
      ...envFlags(state),
    ],
    state,
  );
  const log = openLog(join(state, 'wrangler.log'), (text) => process.stderr.write(`${text}\n`));
  const last: string[] = [];
  const shown = new Set<string>();
  for (const stream of [child.stdout, child.stderr]) {
    eachLine(stream, (line) => {
      log(line);
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
      const brief = line.replace(/"request_id":"[^"]*",?/, '').slice(0, 300);
      if (!isError(line) || shown.has(brief)) return;
      if (shown.size > 200) shown.clear();
      shown.add(brief);
      process.stderr.write(`${brief}\n`);
    });
  }
  const closed = once(child, 'close');
  return { ended: closed.then(() => last.join('\n')), stop: () => stop(child, closed) };
}

function envFlags(state: string): string[] {
  return writeOverrides(state).flatMap((path) => ['--env-file', path]);
}

function varFlags(vars: string[]): string[] {
  return vars.flatMap((name) => ['--var', name]);
}

// Its own process group, so that workerd and esbuild can be swept up; the pipe on fd 3 ends them even when we are killed.
function wrangler(args: string[], state: string) {
  mkdirSync(state, { recursive: true });
  return spawn(process.execPath, ['--no-warnings', '--import', LEASH, CLI, ...args], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      CI: '1',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      // Its own debug log has no bound: what we need of it is in wrangler.log.
      WRANGLER_WRITE_LOGS: 'false',
      // Traces of every request, kept for ever beside the data, cost more disk and time than the requests themselves.
      X_LOCAL_OBSERVABILITY: 'false',
      X_LOCAL_EXPLORER: 'false',
      WRANGLER_REGISTRY_PATH: join(state, 'registry'),
    },
  });
}

async function stop(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await Promise.race([closed, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  }
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

function eachLine(stream: Readable | null, take: (line: string) => void): void {
  if (stream)
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) =>
      take(stripVTControlCharacters(line)),
    );
}

function isError(line: string): boolean {
  return line.includes('[ERROR]') || line.includes('"level":"error"');
}
