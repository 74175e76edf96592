/** Rules for tests: an hour or a day of points straight in D1, the minute cron, and the alerts that came of it. */
import { env } from 'cloudflare:workers';
import { openDb } from '../base/db.ts';
import { CRONS } from '../crons.ts';
import { evaluateDue } from '../flow/rules/scheduled/evaluate-due.ts';
import { completePeriods } from '../flow/rules/scheduled/periods.ts';
import type { Job } from '../pipeline.ts';
import { type Reply, type Seed, until } from './seed.ts';

/** A job at an instant of its own. */
export function jobAt(now = Date.now()): Job {
  return { env, db: openDb(env.DB), now, log: () => {} };
}

/** Creates a rule and returns it; throws the API's error when it is refused. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into every field of a rule
export async function makeRule(shop: Seed, rule: Record<string, unknown>): Promise<any> {
  const reply = await shop.call('POST', '/v1/rules', { name: 'A rule', ...rule });
  if (reply.status !== 201) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Runs the minute cron as the platform does, at `now`. */
export async function runMinute(now = Date.now()): Promise<void> {
  await CRONS['* * * * *']!(jobAt(now));
}

/** Judges what is due in one project, without a queue in between. */
export async function evaluate(shop: Seed, now = Date.now()): Promise<number> {
  return await evaluateDue(jobAt(now), shop.tenant_id, shop.project_id);
}

/** Writes counts of an event type into the newest complete days or hours of UTC, the last value being the newest. */
export async function putPoints(
  shop: Seed,
  grain: 'hour' | 'day',
  event_type: string,
  counts: number[],
  { amount = 0, currency = '', now = Date.now() } = {},
): Promise<void> {
  const periods = completePeriods(grain, 'UTC', now, counts.length);
  const insert = env.DB.prepare(
    `INSERT OR REPLACE INTO metric_points (tenant_id, project_id, zone_rev, grain, event_type, at, currency, n, sum, min, max, rev)
     VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, 0, 0, 1)`,
  );
  const { tenant_id, project_id } = shop;
  await env.DB.batch(
    periods.map(({ at }, i) =>
      insert.bind(tenant_id, project_id, grain, event_type, at, currency, counts[i]!, counts[i]! * amount),
    ),
  );
}

/** A row of `alerts`, its payload parsed. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into every field of an alert
export async function alertsOf(shop: Pick<Seed, 'tenant_id'>): Promise<any[]> {
  const { results } = await env.DB.prepare('SELECT * FROM alerts WHERE tenant_id = ? ORDER BY id')
    .bind(shop.tenant_id)
    .all<{ payload: string }>();
  return results.map((row) => ({ ...row, payload: JSON.parse(row.payload) }));
}

/** Alerts of a tenant, once there are so many. */
export async function untilAlerts(shop: Seed, count: number) {
  return await until(
    () => alertsOf(shop),
    (alerts) => alerts.length >= count,
  );
}

/** The rule as it is stored. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into every column
export async function storedRule(id: string): Promise<any> {
  return await env.DB.prepare('SELECT * FROM rules WHERE id = ?').bind(id).first();
}

/** The paths of the issues of a 422. */
export function pathsOf(reply: Reply): string[] {
  return (reply.body.errors ?? []).map(({ path }: { path: string }) => path);
}
