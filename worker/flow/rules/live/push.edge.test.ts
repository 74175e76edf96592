import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Ctx } from '../../../base/context.ts';
import type { Env } from '../../../base/env.ts';
import { sweepOutbox } from '../../../base/outbox.ts';
import { consumePipeline } from '../../../pipeline.ts';
import { jobAt, pathsOf, storedRule } from '../../../testing/rules.ts';
import { operate, type Seed, seedTenant, until } from '../../../testing/seed.ts';
import { changeRule, removeRule } from '../change-rule.ts';
import { createRule } from '../create-rule.ts';
import { startRules } from '../starter-rules.ts';
import type { RuleSet } from './live-rule.ts';
import { pushRules } from './push-rules.ts';

const MANY = { name: 'Many', type: 'metric_threshold', metric: 'revenue', threshold: 100 } as const;

/** A ctx whose ledger only notes the sets that it is given, and fails while `down`. */
function watched(shop: Seed) {
  const sets: RuleSet[] = [];
  const state = { down: false };
  const putRules = async (set: RuleSet) => {
    if (state.down) throw Object.assign(new Error('gone'), { retryable: false });
    sets.push(set);
    return { rev: set.rev, failures: [] };
  };
  const LEDGER = { idFromName: (name: string) => name, get: () => ({ putRules }) };
  const { tenant_id, project_id } = shop;
  const actor = { type: 'key', id: 'key_test', label: 'tests', permissions: new Set(['*']) } as const;
  const ctx = {
    ...jobAt(),
    env: { ...env, LEDGER } as unknown as Env,
    tenant_id,
    project_id,
    actor,
    request_id: 'r',
  } as Ctx;
  return { ctx, sets, state };
}

async function outboxOf(shop: Seed): Promise<{ type: string }[]> {
  const { results } = await env.DB.prepare('SELECT fact FROM outbox WHERE tenant_id = ?')
    .bind(shop.tenant_id)
    .all<{ fact: string }>();
  return results.map(({ fact }) => JSON.parse(fact));
}

describe('rules in force', () => {
  it('reach the ledger before the reply, compiled, with a higher revision each time', async () => {
    const shop = await seedTenant({ timezone: 'Europe/London', currency: 'GBP' });
    const { ctx, sets } = watched(shop);
    const many = await createRule(ctx, MANY);
    expect(sets).toHaveLength(1);
    expect(sets[0]).toMatchObject({
      tenant_id: shop.tenant_id,
      project_id: shop.project_id,
      timezone: 'Europe/London',
      rules: [
        {
          id: many.id,
          revision: 1,
          type: 'metric_threshold',
          unit: 'money',
          measure: { event_type: 'payment_succeeded', field: 'sum' },
          currency: 'GBP',
          operator: 'gt',
          threshold: 100,
          grain: 'day',
          for_minutes: 0,
          mark_days: 30,
        },
      ],
    });
    const event = await createRule(ctx, { name: 'e', type: 'event', event_type: 'signup' });
    await createRule(ctx, {
      name: 'f',
      type: 'missing_follow_up',
      event_type: 'signup',
      follow_up: 'lead_created',
      within_minutes: 5,
    });
    expect(sets.at(-1)!.rules.map(({ type }) => type)).toEqual(['metric_threshold', 'event', 'missing_follow_up']);
    await changeRule(ctx, many.id, { threshold: 200 });
    expect(sets.at(-1)!.rules[0]).toMatchObject({ revision: 2, threshold: 200 });
    await changeRule(ctx, event.id, { enabled: false });
    await removeRule(ctx, many.id);
    expect(sets.at(-1)!.rules.map(({ type }) => type)).toEqual(['missing_follow_up']);
    expect(sets.map(({ rev }) => rev)).toEqual([1, 2, 3, 4, 5, 6]);
    // Rules that time decides are none of the ledger's business.
    await createRule(ctx, { name: 's', type: 'schedule', schedule: '0 8 * * *' });
    await createRule(ctx, { name: 'l', type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 5 });
    expect(sets).toHaveLength(6);
    expect(await outboxOf(shop)).toEqual([]);
  });

  it('are saved with a 503 and delivered later when the ledger cannot be reached', async () => {
    const shop = await seedTenant();
    const { ctx, sets, state } = watched(shop);
    state.down = true;
    const sent: unknown[] = [];
    const quiet = {
      ...ctx,
      env: { ...ctx.env, PIPELINE: { sendBatch: async (facts: unknown[]) => sent.push(...facts) } } as unknown as Env,
    };
    await expect(createRule(quiet, MANY)).rejects.toMatchObject({ kind: 'unavailable', code: 'rule.not_in_force' });
    expect((await shop.call('GET', '/v1/rules')).body.data).toMatchObject([{ name: 'Many' }]);
    expect(await outboxOf(shop)).toMatchObject([{ type: 'rules.changed' }]);
    expect(sent).toMatchObject([{ body: { type: 'rules.changed' } }]);
    state.down = false;
    const resent: { body: unknown }[] = [];
    const later = {
      ...quiet,
      now: Date.now() + 120_000,
      env: {
        ...ctx.env,
        PIPELINE: { sendBatch: async (facts: { body: unknown }[]) => resent.push(...facts) },
      } as unknown as Env,
    };
    await sweepOutbox(later);
    const messages = resent
      .filter(({ body }) => (body as { tenant_id: string }).tenant_id === shop.tenant_id)
      .map(({ body }, i) => ({ id: `${i}`, timestamp: new Date(), attempts: 1, body, ack: () => {}, retry: () => {} }));
    await consumePipeline({ queue: 'pipeline', messages } as unknown as MessageBatch, ctx.env);
    expect(sets).toMatchObject([{ rules: [{ name: 'Many' }] }]);
    expect(await outboxOf(shop)).toEqual([]);
  });

  it('are a set of one moment: one that was overtaken carries the lower revision', async () => {
    const shop = await seedTenant();
    const { ctx, sets } = watched(shop);
    await Promise.all(Array.from({ length: 8 }, (_, i) => createRule(ctx, { ...MANY, name: `${i}` })));
    const most = Math.max(...sets.map(({ rev }) => rev));
    expect(most).toBe(8);
    for (const { rev, rules } of sets) expect(rules).toHaveLength(rev);
    await pushRules(ctx, shop.tenant_id, shop.project_id);
    expect(sets.at(-1)).toMatchObject({ rev: 8 });
  });
});

describe('the rules that a project starts with', () => {
  it('are those of its industry, once, each from its template', async () => {
    const shop = await seedTenant({ industry: 'ecommerce', timezone: 'America/New_York' });
    const { ctx, sets } = watched(shop);
    await startRules(ctx, shop.tenant_id, shop.project_id);
    await startRules(ctx, shop.tenant_id, shop.project_id);
    const { data } = (await shop.call('GET', '/v1/rules')).body;
    const templates = [
      'payment_failed',
      'abandoned_checkout',
      'refund_spike',
      'revenue_drop',
      'no_data',
      'weekly_briefing',
    ];
    expect(data.map(({ template }: { template: string }) => template)).toEqual(templates);
    expect(data.at(-1)).toMatchObject({ schedule: '0 8 * * mon', timezone: 'America/New_York', metric: 'net_revenue' });
    expect(data[2]).toMatchObject({
      type: 'anomaly',
      threshold: 1,
      percent_of_average: 150,
      min_observed: 3,
      window_days: 30,
    });
    expect(sets[0]!.rules.map(({ name }) => name)).toEqual(['Failed payment', 'Abandoned checkout']);
    const catalogue = (await shop.call('GET', '/v1/rules/templates')).body.data;
    expect(catalogue.every(({ rule_id }: { rule_id: string | null }) => rule_id !== null)).toBe(true);
    const again = await shop.call('POST', '/v1/rules', { ...catalogue[0].rule, template: 'payment_failed' });
    expect(again).toMatchObject({ status: 409, body: { code: 'rule.template_in_use' } });
    const unknown = await shop.call('POST', '/v1/rules', { ...catalogue[0].rule, template: 'nonsense' });
    expect([unknown.status, pathsOf(unknown)]).toEqual([422, ['template']]);
  });

  it('of every industry are valid, and cover the whole catalogue', async () => {
    const seen = new Set<string>();
    for (const industry of [
      'ecommerce',
      'saas',
      'restaurant',
      'services',
      'fitness',
      'hospitality',
      'agency',
      'generic',
    ]) {
      const shop = await seedTenant({ industry });
      const { ctx } = watched(shop);
      for (const { template, rule } of (await shop.call('GET', '/v1/rules/templates')).body.data) {
        seen.add(template);
        expect(await createRule(ctx, { ...rule, template })).toMatchObject({ template, enabled: true });
      }
    }
    expect(seen.size).toBe(9);
  });

  it('come with a project that is created, unless it says no', async () => {
    const shop = await seedTenant();
    expect((await shop.call('GET', '/v1/rules')).body.data).toEqual([]);
    const made = await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, {
      name: 'Other',
      industry: 'agency',
    });
    const count = () =>
      env.DB.prepare('SELECT count(*) AS n FROM rules WHERE project_id = ?').bind(made.body.id).first<number>('n');
    expect(await until(count, (n) => n === 3)).toBe(3);
    const changed = await operate('PATCH', `/v1/projects/${made.body.id}`, { industry: 'saas' });
    expect(changed.body.industry).toBe('saas');
    expect(await count()).toBe(3);
  });

  it('become new revisions when their project counts in another currency', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    const { body } = await shop.call('POST', '/v1/rules', { ...MANY, type: 'anomaly' });
    await operate('PATCH', `/v1/projects/${shop.project_id}`, { currency: 'EUR' });
    const rule = await until(
      () => storedRule(body.id),
      ({ revision }) => revision > 1,
    );
    expect(rule.revision).toBe(2);
  });
});
