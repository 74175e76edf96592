/** `npm start`: dashboard, database, server, demo and crons, all on this machine, until Ctrl-C. */
import { setTimeout as sleep } from 'node:timers/promises';
import { adminClient } from './demo/admin.ts';
import { demoLogin } from './demo/demo-login.ts';
import { startCrons } from './server/crons.ts';
import { buildDashboard } from './server/dashboard.ts';
import { adminKey, ensureDevVars } from './server/dev-vars.ts';
import { refuseBusyPort } from './server/port.ts';
import { welcome } from './server/welcome.ts';
import { applyMigrations, type DevServer, startDevServer } from './server/wrangler.ts';
import { demoMode, serverPort, stateFolder } from './settings.ts';

const START_TIMEOUT_MS = 120_000;

const stopping = new AbortController();
let server: DevServer | undefined;
let stopCrons = () => {};

function quit(): void {
  if (stopping.signal.aborted) return;
  stopping.abort();
  void end(0);
}

process.on('SIGINT', quit).on('SIGTERM', quit);
// A reader of our output that goes away must not take the server with it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
// When npm is ended, the shell between it and us does not pass that on; our parent changes, though.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && quit(), 500).unref();

async function end(code: number): Promise<never> {
  stopCrons();
  await server?.stop();
  process.exit(code);
}

const say = (text: string) => console.log(text);

async function timed<T>(label: string, step: Promise<T>, word: (result: T) => string): Promise<T> {
  const started = performance.now();
  const result = await step;
  say(`${label.padEnd(12)} ${word(result)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}

async function reachable(url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const reply = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await reply?.body?.cancel();
    if (reply?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} cannot be reached.`);
}

async function start(): Promise<void> {
  const [port, state, mode] = [serverPort(), stateFolder(), demoMode()];
  const url = `http://127.0.0.1:${port}`;
  await refuseBusyPort(port);
  if (ensureDevVars()) say('Secrets      written to .dev.vars');
  await Promise.all([
    timed('Dashboard', buildDashboard(stopping.signal), (built) => (built ? 'built' : 'up to date')),
    timed('Database', applyMigrations(state), (fresh) => (fresh ? 'migrated' : 'up to date')),
  ]);
  if (stopping.signal.aborted) return;
  const vars = [`DEV_URL:http://localhost:${port}`, ...(mode === 'off' ? [] : ['DEMO:expected'])];
  server = startDevServer(state, port, vars);
  const ended = server.ended.then((last) => {
    if (!stopping.signal.aborted) throw new Error(`The server ended:\n${last}`);
  });
  await Promise.race([ended, timed('Server', reachable(url), () => 'is up')]);
  stopCrons = startCrons(url, (text) => process.stderr.write(`${text}\n`));
  const demo = mode === 'off' ? undefined : demoLogin(adminClient(url, adminKey()), state, mode, say);
  const login = await Promise.race([ended, demo]);
  say(welcome(`http://localhost:${port}`, state, login ?? undefined));
  await ended;
}

start().catch((error: Error) => {
  if (stopping.signal.aborted) return;
  console.error(error.message);
  stopping.abort();
  return end(1);
});
