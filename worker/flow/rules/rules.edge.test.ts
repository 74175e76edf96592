import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../testing/audit.ts';
import { alertsOf, evaluate, makeRule, pathsOf, putPoints, storedRule } from '../../testing/rules.ts';
import { seedPerson, seedTenant } from '../../testing/seed.ts';

const FEW = { name: 'Few', type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 5 };

describe('/v1/rules', () => {
  it('publishes the limits that it holds to', async () => {
    const shop = await seedTenant();
    const { properties } = (await shop.call('GET', '/openapi.json')).body.components.schemas.RuleInput;
    const rule = { name: 'Failures', type: 'event', event_type: 'payment_failed', enabled: false };
    for (const field of ['count', 'window_minutes', 'window_days', 'cooldown_minutes']) {
      const { minimum, maximum } = properties[field];
      for (const value of [minimum - 1, maximum + 1]) {
        const refused = await shop.call('POST', '/v1/rules', { ...rule, [field]: value });
        expect([field, value, refused.status, pathsOf(refused)]).toEqual([field, value, 422, [field]]);
      }
      for (const value of [minimum, maximum]) {
        expect((await shop.call('POST', '/v1/rules', { ...rule, [field]: value })).status).toBe(201);
      }
    }
  });

  it('shows a rule with its defaults, lists it page by page, changes and deletes it, and writes each down', async () => {
    const shop = await seedTenant();
    const made = await shop.call('POST', '/v1/rules', {
      name: ' Odd revenue ',
      type: 'anomaly',
      metric: 'revenue',
      where: null,
      count: 7,
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Odd revenue',
      threshold: 2.5,
      method: 'auto',
      direction: 'both',
      window_days: 30,
      grain: 'day',
      severity: 'warning',
      enabled: true,
      cooldown_minutes: 0,
      count: null,
      schedule: null,
      operator: null,
      revision: 1,
      template: null,
    });
    expect(Object.keys(made.body)).not.toContain('tenant_id');
    const { id } = made.body;
    const others = [await makeRule(shop, FEW), await makeRule(shop, { type: 'schedule', schedule: '0 8 * * *' })];
    const first = (await shop.call('GET', '/v1/rules?limit=2')).body;
    expect(first.data.map((rule: { id: string }) => rule.id)).toEqual([id, others[0].id]);
    const second = (await shop.call('GET', `/v1/rules?limit=2&cursor=${first.next_cursor}`)).body;
    expect(second).toMatchObject({ data: [{ id: others[1].id }], next_cursor: null });
    expect((await shop.call('GET', '/v1/rules?type=anomaly')).body.data).toHaveLength(1);
    expect((await shop.call('GET', `/v1/rules/${id}`)).body).toEqual(made.body);
    const changed = await shop.call('PATCH', `/v1/rules/${id}`, { threshold: 4, direction: 'down' });
    expect(changed.body).toMatchObject({ threshold: 4, direction: 'down', revision: 2 });
    expect((await shop.call('PATCH', `/v1/rules/${id}`, { threshold: 4 })).body).toMatchObject({ revision: 2 });
    expect((await shop.call('DELETE', `/v1/rules/${id}`)).status).toBe(204);
    expect(await shop.call('DELETE', `/v1/rules/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'rule.not_found' },
    });
    expect((await shop.call('GET', `/v1/rules/${id}`)).status).toBe(404);
    const entries = (await entriesOf(shop)).filter(({ target_id }) => target_id === id).reverse();
    expect(entries.map(({ action }) => action).sort()).toEqual(['rule.changed', 'rule.created', 'rule.deleted']);
    expect(entries.find(({ action }) => action === 'rule.changed')).toMatchObject({
      before: { threshold: 2.5, direction: 'both' },
      after: { threshold: 4, direction: 'down' },
    });
  });

  it('refuses what makes no sense with every place that is wrong', async () => {
    const shop = await seedTenant();
    const wrong: [Record<string, unknown>, string[]][] = [
      [{ type: 'schedule' }, ['schedule']],
      [{ type: 'schedule', schedule: '61 * * * *' }, ['schedule']],
      [{ type: 'schedule', schedule: '* * * * * *' }, ['schedule']],
      [{ type: 'schedule', schedule: '@daily' }, ['schedule']],
      [{ type: 'schedule', schedule: '' }, ['schedule']],
      [{ type: 'schedule', schedule: '0 0 30 2 *' }, ['schedule']],
      [{ type: 'schedule', schedule: '0 8 * * *', timezone: 'Mars/Olympus' }, ['timezone']],
      [{ type: 'schedule', schedule: '0 8 * * *', timezone: '+02:00' }, ['timezone']],
      [{ type: 'metric_threshold' }, ['metric', 'threshold']],
      [{ type: 'metric_threshold', metric: 'nonsense', threshold: 1 }, ['metric']],
      [{ type: 'metric_threshold', metric: 'payments', threshold: null }, ['threshold']],
      [{ type: 'metric_threshold', metric: 'payments', threshold: 'NaN' }, ['threshold']],
      [{ type: 'anomaly', metric: 'payments', threshold: null }, ['threshold']],
      [{ type: 'anomaly', metric: 'payments', threshold: 0 }, ['threshold']],
      [{ type: 'anomaly', metric: 'payments', window_days: 4 }, ['window_days']],
      [{ type: 'anomaly', metric: 'payments', window_days: 0 }, ['window_days']],
      [
        { type: 'anomaly', metric: 'payments', window_days: 366, cooldown_minutes: -1 },
        ['window_days', 'cooldown_minutes'],
      ],
      [{ type: 'metric_threshold', metric: 'payments', threshold: 1, for_minutes: -5 }, ['for_minutes']],
      [{ type: 'metric_threshold', metric: 'usage.alerts_triggered', threshold: 1, grain: 'hour' }, ['grain']],
      [{ type: 'metric_threshold', metric: 'revenue', threshold: 1, currency: 'XXQ' }, ['currency']],
      [{ type: 'event' }, ['event_type']],
      [{ type: 'event', event_type: 'nope' }, ['event_type']],
      [{ type: 'event', event_type: 'signup', count: 0, window_minutes: 0 }, ['count', 'window_minutes']],
      [{ type: 'event', event_type: 'signup', where: { field: 'plan', operator: 'gt', value: 'a' } }, ['where.value']],
      [{ type: 'event', event_type: 'signup', where: { field: 'plan', operator: 'eq' } }, ['where.value']],
      [{ type: 'missing_follow_up', event_type: 'signup' }, ['follow_up', 'within_minutes']],
      [{ type: 'missing_follow_up', event_type: 'signup', follow_up: 'signup', within_minutes: 5 }, ['follow_up']],
      [{ type: 'nonsense' }, ['type']],
      [{ type: 'schedule', schedule: '0 8 * * *', name: '' }, ['name']],
    ];
    for (const [rule, paths] of wrong) {
      const reply = await shop.call('POST', '/v1/rules', { name: 'r', ...rule });
      expect([rule, reply.status, reply.body.code, pathsOf(reply).sort()]).toEqual([
        rule,
        422,
        'request.invalid',
        paths.sort(),
      ]);
    }
    const infinite = await shop.call(
      'POST',
      '/v1/rules',
      '{"name":"r","type":"metric_threshold","metric":"payments","threshold":1e999}',
    );
    expect([infinite.status, pathsOf(infinite)]).toEqual([422, ['threshold']]);
    expect((await shop.call('GET', '/v1/rules')).body.data).toEqual([]);
    const rule = await makeRule(shop, {
      type: 'metric_threshold',
      metric: 'custom.platform.build_failed.amount.delta',
      operator: 'lt',
      threshold: -5,
    });
    const patched = await shop.call('PATCH', `/v1/rules/${rule.id}`, { threshold: null, metric: 'nonsense' });
    expect([patched.status, pathsOf(patched).sort()]).toEqual([422, ['metric', 'threshold']]);
  });

  it('takes rules from people who may write them, and refuses others', async () => {
    const shop = await seedTenant();
    const [editor, viewer] = [await seedPerson(shop, 'editor'), await seedPerson(shop, 'viewer')];
    expect((await editor.call('POST', '/v1/rules', FEW)).status).toBe(201);
    expect((await viewer.call('POST', '/v1/rules', FEW)).status).toBe(403);
    expect((await viewer.call('GET', '/v1/rules')).body.data).toHaveLength(1);
  });

  it('has room for what the plan says', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const replies = await Promise.all(
      Array.from({ length: 22 }, (_, i) => shop.call('POST', '/v1/rules', { ...FEW, name: `${i}` })),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = replies.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([402, 'rule.limit_reached']));
    const archived = await seedTenant();
    const owner = await seedPerson(archived, 'owner');
    await owner.call('POST', `/v1/projects/${archived.project_id}/archive`);
    expect(await owner.call('POST', '/v1/rules', FEW)).toMatchObject({
      status: 403,
      body: { code: 'project.archived' },
    });
  });

  it('keeps the field of both of two changes at once', async () => {
    const shop = await seedTenant();
    const { id } = await makeRule(shop, FEW);
    const changes = [{ threshold: 9 }, { severity: 'critical' }, { cooldown_minutes: 5 }, { name: 'Fewer' }];
    const replies = await Promise.all(changes.map((change) => shop.call('PATCH', `/v1/rules/${id}`, change)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await shop.call('GET', `/v1/rules/${id}`)).body).toMatchObject({
      ...Object.assign({}, ...changes),
      revision: 5,
    });
  });

  it('ends the alert of a rule that is switched off or deleted, in the name of who did it', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const [one, two] = [await makeRule(shop, FEW), await makeRule(shop, FEW)];
    await evaluate(shop);
    expect(await alertsOf(shop)).toMatchObject([{ status: 'pending' }, { status: 'pending' }]);
    await owner.call('PATCH', `/v1/rules/${one.id}`, { enabled: false });
    await owner.call('DELETE', `/v1/rules/${two.id}`);
    const resolved = { status: 'resolved', resolved_by: owner.email };
    expect(await alertsOf(shop)).toMatchObject([resolved, resolved]);
    expect(await storedRule(one.id)).toMatchObject({ enabled: 0, next_run_at: null });
    const rows = await env.DB.prepare(`SELECT count(*) AS n FROM outbox WHERE tenant_id = ? AND fact ->> 'type' LIKE ?`)
      .bind(shop.tenant_id, 'rule%')
      .first('n');
    expect(rows).toBe(0);
    await owner.call('PATCH', `/v1/rules/${one.id}`, { enabled: true });
    await evaluate(shop);
    expect((await alertsOf(shop)).filter(({ status }) => status === 'pending')).toMatchObject([{ rule_id: one.id }]);
  });

  it('judges a changed rule at once: what is no longer true clears', async () => {
    const shop = await seedTenant();
    const { id } = await makeRule(shop, FEW);
    await evaluate(shop);
    await shop.call('PATCH', `/v1/rules/${id}`, { threshold: -1 });
    await evaluate(shop);
    expect(await alertsOf(shop)).toMatchObject([{ status: 'resolved', resolved_by: 'condition_cleared' }]);
  });

  it('clears by hand what late events have undone in the period that fired', async () => {
    const shop = await seedTenant();
    const { id } = await makeRule(shop, FEW);
    const run = async () => (await shop.call('POST', `/v1/rules/${id}/run`)).body;
    expect(await run()).toMatchObject({ firing: true, decisions: [{ outcome: 'raised' }] });
    await putPoints(shop, 'day', 'booking_requested', [9]);
    expect(await run()).toMatchObject({ firing: false, observed: 9, decisions: [{ outcome: 'cleared' }] });
    expect(await alertsOf(shop)).toMatchObject([{ status: 'resolved', resolved_by: 'condition_cleared' }]);
  });

  it('runs a rule by hand, and a period only once', async () => {
    const shop = await seedTenant();
    const { id } = await makeRule(shop, FEW);
    const run = await shop.call('POST', `/v1/rules/${id}/run`);
    expect(run.body).toMatchObject({
      rule_id: id,
      firing: true,
      observed: 0,
      threshold: 5,
      decisions: [{ outcome: 'raised', currency: null }],
    });
    expect(run.body.explanation).toMatch(/^No bookings on .*, below the threshold of 5, the same as a week before\.$/);
    await evaluate(shop);
    expect((await shop.call('POST', `/v1/rules/${id}/run`)).body.decisions).toMatchObject([{ outcome: 'ignored' }]);
    expect(await alertsOf(shop)).toMatchObject([{ occurrences: 1 }]);
    expect((await storedRule(id)).last_run_at).not.toBeNull();
    const schedule = await makeRule(shop, { name: 'Daily', type: 'schedule', schedule: '0 8 * * *' });
    expect((await shop.call('POST', `/v1/rules/${schedule.id}/run`)).body.decisions).toMatchObject([
      { outcome: 'raised' },
    ]);
    await shop.call('PATCH', `/v1/rules/${id}`, { enabled: false });
    expect(await shop.call('POST', `/v1/rules/${id}/run`)).toMatchObject({
      status: 409,
      body: { code: 'rule.disabled' },
    });
  });
});
