/** The Worker under count with the minute cron at hand, rules and points written straight into D1, and bare updates beside it. */
import { openDb } from '../../worker/base/db.ts';
import type { Env } from '../../worker/base/env.ts';
import { CRONS } from '../../worker/crons.ts';
import { completePeriods } from '../../worker/flow/rules/scheduled/periods.ts';
import counting from './counting.ts';

export { Hub } from '../../durable/hub.ts';
export { Ledger } from './counting.ts';

interface Order {
  tenant_id: string;
  project_id: string;
  count: number;
}

/** A day has its hours. */
const HOURS = Array.from({ length: 24 }, (_, hour) => Math.round(10 + 10 * Math.sin((hour * Math.PI) / 12)));
const TYPES = ['booking_requested', 'session_started', 'payment_succeeded'];

/** What the benchmark asks for, by path. */
const CALLS: Record<string, (env: Env, body: Order) => Promise<unknown>> = {
  '/bench/rules': fillRules,
  '/bench/points': fillPoints,
  '/bench/minute': async (env) => {
    await CRONS['* * * * *']!({ env, db: openDb(env.DB), now: Date.now(), log: () => {} });
  },
  '/bench/all-due': async (env) => {
    await env.DB.prepare('UPDATE rules SET next_run_at = ?')
      .bind(new Date(Date.now() - 1_000).toISOString())
      .run();
  },
  '/bench/due': (env) =>
    env.DB.prepare('SELECT count(*) AS due FROM rules WHERE next_run_at <= ?').bind(new Date().toISOString()).first(),
  '/bench/threshold': async (env, { count }) => {
    await env.DB.prepare(
      "UPDATE rules SET type = 'metric_threshold', operator = 'lt', threshold = ?, revision = revision + 1",
    )
      .bind(count)
      .run();
  },
  '/bench/alerts': (env) =>
    env.DB.prepare(
      'SELECT count(*) AS alerts, total(occurrences) AS firings, count(DISTINCT rule_id) AS rules FROM alerts',
    ).first(),
  '/bench/updates': async (env, { count }) => {
    const { results } = await env.DB.prepare('SELECT id FROM rules LIMIT ?').bind(count).all<{ id: string }>();
    const update = env.DB.prepare('UPDATE rules SET last_run_at = ?, next_run_at = ? WHERE id = ?');
    const started = Date.now();
    for (const { id } of results) {
      const now = new Date().toISOString();
      await update.bind(now, now, id).run();
    }
    return { rate: results.length / ((Date.now() - started) / 1000) };
  },
};

/** Rules of hours, days, ratios, changes and anomalies that the points do not fire. */
async function fillRules(env: Env, { tenant_id, project_id, count }: Order): Promise<void> {
  const kinds = [
    ['metric_threshold', 'bookings', 'lt', 1, 'hour'],
    ['metric_threshold', 'sessions', 'lte', 1, 'day'],
    ['metric_threshold', 'conversion', 'lt', 0.000001, 'day'],
    ['metric_threshold', 'payments.delta', 'lt', -90, 'hour'],
    ['anomaly', 'bookings', null, 2.5, 'day'],
  ];
  const rows = Array.from({ length: count }, (_, i) => [
    `rul_${project_id.slice(4)}_${i}`,
    `Rule ${i}`,
    ...kinds[i % kinds.length]!,
  ]);
  await env.DB.prepare(
    `INSERT INTO rules (id, tenant_id, project_id, revision, name, type, metric, operator, threshold, grain, method, direction, for_minutes,
       window_days, severity, enabled, cooldown_minutes, next_run_at, created_at, updated_at)
     SELECT value ->> 0, ?1, ?2, 1, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, 'auto', 'both', 0,
       30, 'warning', 1, 0, ?3, ?3, ?3 FROM json_each(?4)`,
  )
    .bind(tenant_id, project_id, new Date().toISOString(), JSON.stringify(rows))
    .run();
}

/** `count` days of hours and days. */
async function fillPoints(env: Env, { tenant_id, project_id, count }: Order): Promise<void> {
  for (const grain of ['hour', 'day'] as const) {
    const periods = completePeriods(
      grain,
      'Europe/London',
      Date.now() + 86_400_000,
      grain === 'hour' ? count * 24 : count,
    );
    const rows = TYPES.flatMap((type) =>
      periods.map(({ at }, i) => [type, at, 20 + (i % 3) + (grain === 'hour' ? HOURS[i % 24]! : 0)]),
    );
    await env.DB.prepare(
      `INSERT INTO metric_points (tenant_id, project_id, zone_rev, grain, event_type, at, currency, n, sum, min, max, rev)
       SELECT ?1, ?2, 1, ?3, value ->> 0, value ->> 1, '', value ->> 2, 0, 0, 0, 1 FROM json_each(?4)`,
    )
      .bind(tenant_id, project_id, grain, JSON.stringify(rows))
      .run();
  }
}

// biome-ignore lint/style/noDefaultExport: a Worker's handlers are its default export
export default {
  ...counting,
  async fetch(request, env, ctx) {
    const call = CALLS[new URL(request.url).pathname];
    if (!call) return await counting.fetch(request, env, ctx);
    return Response.json((await call(env, await request.json())) ?? {});
  },
} satisfies ExportedHandler<Env>;
