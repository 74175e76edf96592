import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Remote } from '../../../../durable/stubs.ts';
import type { Env } from '../../../base/env.ts';
import type { Job } from '../../../pipeline.ts';
import {
  alertsOf,
  evaluate,
  jobAt,
  makeRule,
  putPoints,
  runMinute,
  storedRule,
  untilAlerts,
} from '../../../testing/rules.ts';
import { type Seed, seedTenant, until } from '../../../testing/seed.ts';
import type { Judgement } from '../judgement.ts';
import type { RulesHub } from '../objects.ts';
import { evaluateDue } from './evaluate-due.ts';

const HOUR = 3_600_000;
const FEW = { name: 'Few', type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 5, grain: 'hour' };

type Judge = (tenant_id: string, judgements: Judgement[]) => Promise<unknown>;

/** A job whose Hub is called through `around`. */
function jobWithHub(around: (judge: Judge, ...args: Parameters<Judge>) => Promise<unknown>, now = Date.now()): Job {
  const get = (id: DurableObjectId) => {
    const stub = env.HUB.get(id) as unknown as Remote<RulesHub>;
    const judge: Judge = async (tenant_id, judgements) => await stub.judge(tenant_id, judgements);
    return { judge: (...args: Parameters<Judge>) => around(judge, ...args) };
  };
  const HUB = { idFromName: (name: string) => env.HUB.idFromName(name), get };
  return { ...jobAt(now), env: { ...env, HUB } as unknown as Env };
}

const run = (job: Job, shop: Seed) => evaluateDue(job, shop.tenant_id, shop.project_id);

/** Rules straight into D1, due now. */
async function fill(shop: Seed, count: number, due = new Date().toISOString()): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => `rul_${shop.project_id.slice(4, 24)}${i}`);
  await env.DB.prepare(
    `INSERT INTO rules (id, tenant_id, project_id, revision, name, type, metric, operator, threshold, grain, for_minutes, window_days,
       severity, enabled, cooldown_minutes, next_run_at, created_at, updated_at)
     SELECT value, ?1, ?2, 1, value, 'metric_threshold', 'bookings', 'lt', 5, 'day', 0, 30, 'warning', 1, 0, ?3, ?3, ?3 FROM json_each(?4)`,
  )
    .bind(shop.tenant_id, shop.project_id, due, JSON.stringify(rows))
    .run();
}

describe('faults', () => {
  it('the Hub fails before or after it has taken the judgements: tried again, raised once', async () => {
    const shop = await seedTenant();
    const { id } = await makeRule(shop, FEW);
    const before = jobWithHub(async () => {
      throw new Error('lost on the way');
    });
    await expect(run(before, shop)).rejects.toThrow('lost on the way');
    expect(await storedRule(id)).toMatchObject({ last_run_at: null, last_error: null });
    const after = jobWithHub(async (judge, ...args) => {
      await judge(...args);
      throw new Error('reply lost');
    });
    await expect(run(after, shop)).rejects.toThrow('reply lost');
    expect(await run(jobAt(), shop)).toBe(1);
    expect(await alertsOf(shop)).toMatchObject([{ occurrences: 1 }]);
    expect(await storedRule(id)).toMatchObject({ failures: 0 });
  });

  it('a rule is edited while it is judged: the edit is judged as well, and the old judgement changes nothing of it', async () => {
    const shop = await seedTenant();
    const { id } = await makeRule(shop, FEW);
    const job = jobWithHub(async (judge, ...args) => {
      const reply = await shop.call('PATCH', `/v1/rules/${id}`, { threshold: -1 });
      expect(reply.status).toBe(200);
      return await judge(...args);
    });
    await run(job, shop);
    const stored = await storedRule(id);
    expect(stored).toMatchObject({ revision: 2, last_run_at: null });
    expect(Date.parse(stored.next_run_at)).toBeLessThanOrEqual(Date.now());
    await evaluate(shop);
    expect(await alertsOf(shop)).toMatchObject([{ status: 'resolved', resolved_by: 'condition_cleared' }]);
  });

  it('a rule is deleted while it is judged: no alert is left', async () => {
    const shop = await seedTenant();
    const { id } = await makeRule(shop, FEW);
    const job = jobWithHub(async (judge, ...args) => {
      await shop.call('DELETE', `/v1/rules/${id}`);
      return await judge(...args);
    });
    await run(job, shop);
    expect((await alertsOf(shop)).filter(({ status }) => status !== 'resolved')).toEqual([]);
    expect(await storedRule(id)).toBeNull();
  });

  it('the cron fires twice at once, and two consumers judge the same rules', async () => {
    const shop = await seedTenant();
    await fill(shop, 40);
    await Promise.all([runMinute(), runMinute(), evaluate(shop), evaluate(shop)]);
    const alerts = await untilAlerts(shop, 40);
    expect(alerts).toHaveLength(40);
    expect(alerts.every(({ occurrences }) => occurrences === 1)).toBe(true);
  });

  it('the clock goes backwards: nothing is judged twice, and time goes on', async () => {
    const shop = await seedTenant();
    const now = Date.now();
    const { id } = await makeRule(shop, FEW);
    await evaluate(shop, now + 2 * HOUR);
    const [{ occurrences }] = (await alertsOf(shop)) as [{ occurrences: number }];
    await evaluate(shop, now);
    const earlier = new Date(now - HOUR).toISOString();
    await env.DB.prepare('UPDATE rules SET next_run_at = ? WHERE id = ?').bind(earlier, id).run();
    await evaluate(shop, now);
    expect(await alertsOf(shop)).toMatchObject([{ occurrences }]);
    await evaluate(shop, now + 4 * HOUR);
    expect(await alertsOf(shop)).toMatchObject([{ occurrences: occurrences + 2 }]);
  });

  it('a project is gone: its rules are never due again', async () => {
    const shop = await seedTenant();
    const { id } = await makeRule(shop, FEW);
    await env.DB.prepare('DELETE FROM api_keys WHERE project_id = ?').bind(shop.project_id).run();
    await env.DB.prepare('DELETE FROM projects WHERE id = ?').bind(shop.project_id).run();
    await evaluate(shop);
    expect(await storedRule(id)).toMatchObject({ next_run_at: null, last_run_at: null });
    expect(await alertsOf(shop)).toEqual([]);
  });

  it('a backlog of many rules is drained, each raised once', async () => {
    const shop = await seedTenant();
    await fill(shop, 1_200, new Date(Date.now() - 30 * 60_000).toISOString());
    await runMinute();
    const count = () =>
      env.DB.prepare('SELECT count(*) AS n FROM alerts WHERE tenant_id = ?').bind(shop.tenant_id).first<number>('n');
    expect(await until(count, (n) => n === 1_200, 15)).toBe(1_200);
    const left = await env.DB.prepare('SELECT count(*) AS n FROM rules WHERE tenant_id = ? AND next_run_at <= ?')
      .bind(shop.tenant_id, new Date().toISOString())
      .first('n');
    expect(left).toBe(0);
    const twice = await env.DB.prepare('SELECT count(*) AS n FROM alerts WHERE tenant_id = ? AND occurrences > 1')
      .bind(shop.tenant_id)
      .first('n');
    expect(twice).toBe(0);
  });

  it('an evaluation that does not fire writes its run and nothing else', async () => {
    const shop = await seedTenant();
    await putPoints(shop, 'day', 'booking_requested', Array(10).fill(9));
    await fill(shop, 50);
    await evaluate(shop);
    const counts = async () => {
      const tables = ['alerts', 'audit_entries', 'outbox', 'usage_days'];
      return await Promise.all(
        tables.map((table) =>
          env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE tenant_id = ?`).bind(shop.tenant_id).first('n'),
        ),
      );
    };
    const before = await counts();
    await env.DB.prepare('UPDATE rules SET next_run_at = created_at, revision = 2 WHERE tenant_id = ?')
      .bind(shop.tenant_id)
      .run();
    await evaluate(shop);
    expect(await counts()).toEqual(before);
    expect(await alertsOf(shop)).toEqual([]);
  });

  it('events that stopped arriving fire only where some had arrived', async () => {
    const shop = await seedTenant();
    const silent = {
      name: 'No data',
      type: 'metric_threshold',
      metric: 'usage.ingest_unit',
      operator: 'lt',
      threshold: 1,
      grain: 'hour',
      for_minutes: 1_440,
    };
    await makeRule(shop, silent);
    await evaluate(shop);
    expect(await alertsOf(shop)).toEqual([]);
    await putPoints(shop, 'hour', 'signup', [4, ...Array(24).fill(0)]);
    await evaluate(shop, Date.now() + HOUR);
    const [alert] = await alertsOf(shop);
    expect(alert.payload.explanation).toMatch(
      /^No events on .*, the last of 24 hours in a row, below the threshold of 1/,
    );
  });
});
