/** The tenants that the gallery shows: the demo shop, an empty one, one with 40 alerts, one whose names are 80 characters long, and a failing API. */

import type { BrowserContext } from 'playwright-core';
import { HOUR_MS } from '../../worker/shared/durations.ts';
import { signInAs } from '../browser.ts';
import type { Product, Seeded } from '../product.ts';

export interface Room {
  name: string;
  /** Every call fails but those that read the session. */
  broken: boolean;
  /** Signs the owner in. */
  enter: (context: BrowserContext) => Promise<void>;
}

const ALERTS = 40;
const LONG = 'The Rather Wordy Harbourside Trading and Provisioning Company of Northumberland';

/** Eighty characters, told apart by their number. */
const long = (n: number) => `${n} ${LONG}`.slice(0, 80).padEnd(80, '.');

function room(product: Product, name: string, { owner }: Seeded, broken = false): Room {
  return { name, broken, enter: (context) => signInAs(context, product.url, owner) };
}

async function call(product: Product, { secret_key }: Seeded, method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${secret_key}`, 'content-type': 'application/json' };
  const reply = await fetch(product.url + path, {
    ...{ method, headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${method} ${path} returned ${reply.status}: ${await reply.text()}`);
  return (await reply.json().catch(() => undefined)) as { id: string };
}

/** Rules that find something in numbers of the demo's kind, and their alerts. */
async function raiseAlerts(product: Product, seeded: Seeded, n: number, name: (i: number) => string): Promise<void> {
  const metrics = ['revenue', 'payments', 'refunds', 'signups', 'leads'];
  for (let i = 0; i < n; i++) {
    const severity = ['critical', 'warning', 'info'][i % 3];
    const metric = metrics[i % metrics.length];
    const fields = { type: 'metric_threshold', metric, operator: 'lt', threshold: 90_000_000, severity };
    const rule = await call(product, seeded, 'POST', '/v1/rules', { name: name(i), ...fields });
    await call(product, seeded, 'POST', `/v1/rules/${rule.id}/run`);
  }
}

async function sendLong(product: Product, seeded: Seeded): Promise<void> {
  const at = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();
  const events = ['lead_created', 'payment_succeeded', 'payment_failed', 'checkout_started'].flatMap((event_type, t) =>
    Array.from({ length: 6 }, (_, i) => ({
      ...{ event_type, idempotency_key: `${event_type}-${i}-${'k'.repeat(60)}`, occurred_at: at(i * 20 + t) },
      ...{ actor_id: long(i), entity_id: `order_${'9'.repeat(70)}${i}` },
      payload: { amount_cents: 123_456_789 * (i + 1), currency: 'GBP', name: long(i), note: LONG },
    })),
  );
  await call(product, seeded, 'POST', '/v1/events', { events });
}

/** Makes the tenants, in a product without any. */
export async function roomsOf(product: Product): Promise<Room[]> {
  const settings = (industry: string) => ['--timezone', 'Europe/London', '--currency', 'GBP', '--industry', industry];
  const demo = await product.seed(['--tenant', 'demo']);
  const empty = await product.seedEmpty('empty', 'Harbour', settings('ecommerce'));
  const many = await product.seed(['--tenant', 'many', '--tenant-name', 'Quay', ...settings('saas')]);
  await raiseAlerts(product, many, ALERTS, (i) => `Sales below plan in region ${i + 1}`);
  const wordy = await product.seedEmpty('wordy', long(0), settings('ecommerce'));
  await sendLong(product, wordy);
  await raiseAlerts(product, wordy, 6, long);
  return [
    room(product, 'demo', demo),
    room(product, 'empty', empty),
    room(product, 'alerts', many),
    room(product, 'names', wordy),
    room(product, 'failing', demo, true),
  ];
}
