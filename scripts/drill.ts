/** `npm run drill`: proves that a backup can be restored, on servers and folders of its own, and compares the numbers. */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DAY_MS } from '../worker/shared/durations.ts';
import { adminClient, call } from './demo/admin.ts';
import { importEvents } from './events/import-events.ts';
import { pointsArrive } from './events/settle.ts';
import { type OwnServer, startOwnServer } from './server/own-server.ts';
import { backUpState, restoreState } from './server/state-backup.ts';

const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const [FROM, TO] = [dayOf(TODAY - 40 * DAY_MS), dayOf(TODAY)];

const folder = mkdtempSync(join(tmpdir(), 'signalbox-drill-'));
const state = join(folder, 'state');
let server: OwnServer | undefined;

interface Shop {
  key: string;
  project_id: string;
}

/** Sends the events from..to of an endless list; every tenth is a refund. */
async function send({ key }: Shop, from: number, to: number) {
  const lines = async function* () {
    for (let at = from; at < to; at++) {
      const event_type = at % 10 === 0 ? 'refund_issued' : 'payment_succeeded';
      const occurred_at = new Date(TODAY - (1 + (at % 30)) * DAY_MS + at * 1_000).toISOString();
      const payload = { amount_cents: 100 + (at % 900), currency: 'GBP' };
      yield { number: at, text: JSON.stringify({ event_type, idempotency_key: `drill-${at}`, occurred_at, payload }) };
    }
  };
  const sent = await importEvents({ url: server!.url, key }, lines());
  if (sent.stopped) throw new Error(sent.stopped);
  return { accepted: sent.accepted, duplicates: sent.duplicates, rejected: sent.rejected };
}

/** What an owner would look at: sums, alerts, and the end of the chain of events. */
async function numbers({ key }: Shop, payments: number) {
  const { url } = server!;
  await pointsArrive(url, key, { metric: 'payments', from: FROM, to: TO, atLeast: payments });
  const read = <T>(path: string) => call<T>(url, key, 'GET', path);
  const total = async (metric: string) =>
    (await read<{ total: number }>(`/v1/metrics/${metric}?from=${FROM}&to=${TO}&grain=day`)).total;
  const metrics = ['payments', 'revenue', 'refunds', 'refunds_amount', 'net_revenue'];
  const alerts = await read<{ data: { id: string; status: string }[] }>('/v1/alerts');
  const chain = await read<{ end: { seq: number; head: string } }>('/v1/events/chain?limit=1');
  return {
    ...Object.fromEntries(await Promise.all(metrics.map(async (metric) => [metric, await total(metric)]))),
    alerts: alerts.data.map(({ id, status }) => `${id} ${status}`).join(),
    chain: `${chain.end.seq} ${chain.end.head}`,
  };
}

async function newShop(): Promise<Shop> {
  const admin = adminClient(server!.url, server!.adminKey);
  const tenant = await admin.createTenant({ key: 'drill', name: 'Drill', plan: 'internal' });
  const settings = { key: 'main', name: 'Drill', timezone: 'UTC', currency: 'GBP' };
  const { id: project_id } = await admin.createProject(tenant.id, settings);
  const scopes = ['events:write', 'read', 'manage'];
  const { key } = await admin.createKey(project_id, { name: 'drill', kind: 'secret', scopes, replace: true });
  const rule = { name: 'Any sign-up', type: 'event', event_type: 'signup', severity: 'warning' };
  await call(server!.url, key, 'POST', '/v1/rules', rule);
  const signup = { event_type: 'signup', idempotency_key: 'drill-alert' };
  await call(server!.url, key, 'POST', '/v1/events', signup);
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const { data } = await call<{ data: unknown[] }>(server!.url, key, 'GET', '/v1/alerts');
    if (data.length > 0) return { key, project_id };
  }
  throw new Error('The rule raised no alert.');
}

async function step<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  const started = performance.now();
  const result = await work();
  console.log(`${name.padEnd(64)} ${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`);
  return result;
}

function same(what: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) {
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  }
  console.log(`  same: ${what} ${JSON.stringify(found)}`);
}

const start = async () => {
  server = await startOwnServer(state);
};
const stop = async () => {
  await server?.stop();
};

/** All of it is lost: what the backup holds is back, to the last unit, and sending again fills the gap. */
async function loseEverything(shop: Shop): Promise<void> {
  const before = await step('2,000 events, then a backup while the server runs', async () => {
    await send(shop, 0, 2_000);
    return await numbers(shop, 1_800);
  });
  await backUpState(state, join(folder, 'first'));
  await step('500 more events, then the state is deleted', async () => {
    await send(shop, 2_000, 2_500);
    await stop();
    rmSync(state, { recursive: true });
  });
  await step('restore and start', async () => {
    restoreState(join(folder, 'first'), state);
    await start();
  });
  same('numbers', await numbers(shop, 1_800), before);
  same('sending all again', await send(shop, 0, 2_500), { accepted: 500, duplicates: 2_000, rejected: 0 });
}

/** D1 alone goes back in time, as with Time Travel in production: reconciliation brings its points up to the ledgers. */
async function loseDatabase(shop: Shop): Promise<void> {
  await numbers(shop, 2_250);
  await step('a backup, 300 more events', () => backUpState(state, join(folder, 'second')));
  await send(shop, 2_500, 2_800);
  const before = await numbers(shop, 2_520);
  await step('D1 alone goes back to the backup; start', async () => {
    await stop();
    rmSync(join(state, 'v3/d1'), { recursive: true });
    restoreState(join(folder, 'second'), join(folder, 'old'));
    cpSync(join(folder, 'old/v3/d1'), join(state, 'v3/d1'), { recursive: true });
    await start();
  });
  const { healed } = await step('reconcile 41 days', () =>
    adminClient(server!.url, server!.adminKey).reconcile(shop.project_id, 41),
  );
  if (healed === 0) throw new Error('Nothing was healed, so nothing was lost: the drill proves nothing.');
  same('numbers', await numbers(shop, 2_520), before);
}

try {
  await step('a server of its own', start);
  const shop = await step('a tenant, a rule, an alert', newShop);
  await loseEverything(shop);
  await loseDatabase(shop);
  console.log('The drill is passed.');
} catch (error) {
  console.error(`The drill failed: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
