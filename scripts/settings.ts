/** The server's address and the folder of its local state, from the environment. */
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..');

/** The port that `npm start` serves on. */
export function serverPort(): number {
  const port = Number(process.env.PORT || 8787);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`PORT=${process.env.PORT} is not a port.`);
  return port;
}

/** The server that `seed`, `import` and `reconcile` talk to, without a trailing slash. */
export function serverUrl(): string {
  return (process.env.SIGNALBOX_URL || `http://localhost:${serverPort()}`).replace(/\/+$/, '');
}

/** The folder of the local D1, Durable Objects and queues. */
export function stateFolder(): string {
  return resolve(ROOT, process.env.SIGNALBOX_STATE || '.wrangler/state');
}

export type DemoMode = 'shifted' | 'unshifted' | 'off';

/** Whether `npm start` seeds the demo, and whether the shop's dates end yesterday or stay in 2011. */
export function demoMode(): DemoMode {
  const mode = process.env.SIGNALBOX_DEMO || 'shifted';
  if (mode === 'shifted' || mode === 'unshifted' || mode === 'off') return mode;
  throw new Error(`SIGNALBOX_DEMO=${mode}: use off or unshifted, or leave it out.`);
}
