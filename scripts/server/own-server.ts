/** A server for a script: on a port and a state of its own, without the demo and without crons. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { adminKey, ensureDevVars } from './dev-vars.ts';
import { applyMigrations, startDevServer } from './wrangler.ts';

const STARTS_WITHIN_MS = 300_000;

export interface OwnServer {
  url: string;
  adminKey: string;
  stop(): Promise<void>;
}

/** Starts on the state and resolves when it is healthy; `varsAt` gives variables (`NAME:value`) by its address. */
export async function startOwnServer(state: string, varsAt: (url: string) => string[] = () => []): Promise<OwnServer> {
  ensureDevVars();
  await applyMigrations(state);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { ended, stop } = startDevServer(state, port, varsAt(url));
  let last: string | undefined;
  void ended.then((said) => {
    last = said;
  });
  for (const deadline = Date.now() + STARTS_WITHIN_MS; Date.now() < deadline; ) {
    if (last !== undefined) throw new Error(`The server ended:\n${last}`);
    const reply = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
    if (reply?.status === 200) return { url, adminKey: adminKey(), stop };
    await sleep(200);
  }
  await stop();
  throw new Error(`${url} is not healthy.`);
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
