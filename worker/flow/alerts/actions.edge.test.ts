import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { hubOf } from '../../../durable/stubs.ts';
import { DAY_MS, HOUR_MS } from '../../shared/durations.ts';
import { entriesOf } from '../../testing/audit.ts';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { operate, request, type Seed, seedPerson, seedTenant, until } from '../../testing/seed.ts';
import type { Judgement } from '../rules/index.ts';
import type { AlertsHub } from './objects.ts';

async function raised(shop: Seed, over: Partial<Judgement> = {}) {
  const judgement = firing(shop, over);
  const [decision] = await judgeAll(shop, [judgement]);
  return { judgement, id: decision!.alert_id!, path: `/v1/alerts/${decision!.alert_id}` };
}

describe('of many who act on an alert at once', () => {
  it('one acknowledges, all others are told who and when', async () => {
    const shop = await seedTenant();
    const people = await Promise.all(Array.from({ length: 8 }, () => seedPerson(shop, 'editor')));
    const { path } = await raised(shop);
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, i) => people[i % people.length]!.call('POST', `${path}/acknowledge`)),
    );
    const [winner, ...others] = replies.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    const { acknowledged_by: by, acknowledged_at: at } = winner!.body;
    const refused = replies.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(199);
    for (const { body } of refused) expect(body).toMatchObject({ code: 'alert.already_acknowledged', by, at });
    const entries = (await entriesOf(shop)).filter(({ action }) => action.startsWith('alert.'));
    expect(entries).toMatchObject([{ action: 'alert.acknowledged', actor_label: by, before: { status: 'pending' } }]);
  }, 30_000);

  it('one resolves; acknowledging what has ended is refused', async () => {
    const shop = await seedTenant();
    const { path } = await raised(shop);
    const replies = await Promise.all(Array.from({ length: 20 }, () => shop.call('POST', `${path}/resolve`)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const late = await shop.call('POST', `${path}/acknowledge`);
    expect(late).toMatchObject({ status: 409, body: { code: 'alert.already_resolved', by: 'secret' } });
  });
});

describe('snoozing', () => {
  it('wakes up by itself, pending, and can be done in minutes as well', async () => {
    const shop = await seedTenant();
    const { path } = await raised(shop);
    const minutes = await shop.call('POST', `${path}/snooze`, { minutes: 30 });
    expect(minutes).toMatchObject({ status: 200, body: { status: 'snoozed' } });
    const wait = Date.parse(minutes.body.snoozed_until) - Date.now();
    expect(Math.abs(wait - 30 * 60_000)).toBeLessThan(20_000);
    expect(await shop.call('POST', `${path}/acknowledge`)).toMatchObject({
      status: 409,
      body: { code: 'alert.snoozed' },
    });

    const soon = new Date(Date.now() + 400).toISOString();
    expect((await shop.call('POST', `${path}/snooze`, { until: soon })).body).toMatchObject({ snoozed_until: soon });
    const woken = await until(
      () => shop.call('GET', path),
      ({ body }) => body.status !== 'snoozed',
    );
    expect(woken.body).toMatchObject({ status: 'pending', snoozed_until: null });
    expect((await shop.call('POST', `${path}/acknowledge`)).status).toBe(200);
  });

  it('an alert whose condition is over meanwhile ends instead', async () => {
    const shop = await seedTenant();
    const { path } = await raised(shop, { holds_until: Date.now() + 600 });
    await shop.call('POST', `${path}/snooze`, { minutes: 60 });
    const ended = await until(
      () => shop.call('GET', path),
      ({ body }) => body.status !== 'snoozed',
    );
    expect(ended.body).toMatchObject({ status: 'resolved', resolved_by: 'condition_cleared', snoozed_until: null });
  });

  it('takes one time in the future, in one way', async () => {
    const shop = await seedTenant();
    const { path } = await raised(shop);
    const soon = new Date(Date.now() + 60_000).toISOString();
    const wrong = [
      {},
      { until: soon, minutes: 5 },
      { until: new Date(Date.now() - 1_000).toISOString() },
      { until: new Date(Date.now() + 366 * DAY_MS).toISOString() },
      { until: 'tomorrow' },
      { until: '2026-11-21T10:00:00' },
      { minutes: 0 },
      { minutes: 1.5 },
      { minutes: 525_601 },
      { minutes: '5' },
      { until: soon, by: 'me' },
    ];
    for (const body of wrong) {
      const reply = await shop.call('POST', `${path}/snooze`, body);
      expect([body, reply.status, reply.body.code]).toEqual([body, 422, 'request.invalid']);
    }
    expect((await shop.call('POST', `${path}/snooze`, '{')).status).toBe(400);
    expect((await shop.call('GET', path)).body.status).toBe('pending');
  });
});

describe('a false positive', () => {
  it('ends the alert and counts what it keeps quiet', async () => {
    const shop = await seedTenant();
    const { judgement, path } = await raised(shop);
    const marked = await shop.call('POST', `${path}/false-positive`);
    expect(marked.body).toMatchObject({
      status: 'resolved',
      false_positive: true,
      suppressed: 0,
      resolved_by: 'secret',
    });
    const again = await judgeAll(shop, [{ ...judgement, window: 2 }]);
    expect(again).toMatchObject([{ outcome: 'suppressed', suppressed_upto: 3 }]);
    expect((await shop.call('GET', '/v1/alerts')).body.data).toMatchObject([{ suppressed: 1, false_positive: true }]);
    const twice = await shop.call('POST', `${path}/false-positive`);
    expect(twice).toMatchObject({ status: 409, body: { code: 'alert.already_marked' } });
    expect((await entriesOf(shop)).at(-1)).toMatchObject({
      action: 'alert.marked_false_positive',
      before: { status: 'pending' },
      after: { status: 'resolved', false_positive: true },
    });
  });
});

describe('who may', () => {
  it('a key sees and changes alerts of its own project only, a person those of the project they chose', async () => {
    const shop = await seedTenant();
    const other = (await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, { name: 'Other' })).body.id;
    const { id, path } = await raised(shop);
    const [elsewhere] = await judgeAll(shop, [firing({ project_id: other })]);
    const there = `/v1/alerts/${elsewhere!.alert_id}`;
    for (const verb of ['acknowledge', 'resolve', 'false-positive']) {
      expect((await shop.call('POST', `${there}/${verb}`)).status).toBe(404);
    }
    expect((await shop.call('GET', there)).status).toBe(404);
    expect((await shop.call('GET', '/v1/alerts')).body.data).toMatchObject([{ id }]);

    const viewer = await seedPerson(shop, 'viewer');
    expect((await viewer.call('GET', path)).status).toBe(200);
    expect((await viewer.call('GET', there)).status).toBe(404);
    expect((await viewer.call('POST', `${path}/acknowledge`)).status).toBe(403);
    const anywhere = await seedPerson({ tenant_id: shop.tenant_id }, 'editor');
    expect((await anywhere.call('GET', '/v1/alerts')).body.code).toBe('project.required');
    expect((await anywhere.call('POST', `${there}/acknowledge`)).body.acknowledged_by).toBe(anywhere.email);
  });

  it('the same request again gets the first reply', async () => {
    const shop = await seedTenant();
    const { id } = await raised(shop);
    const asked = {
      alert_id: id,
      project_id: shop.project_id,
      action: { kind: 'acknowledge' as const },
      actor: { type: 'key' as const, id: 'key_1', label: 'Server' },
      request_id: crypto.randomUUID(),
    };
    const first = await hubOf<AlertsHub>(env, shop.tenant_id).actOnAlert(shop.tenant_id, asked);
    expect(first).toMatchObject({ alert: { status: 'acknowledged' } });
    expect(await hubOf<AlertsHub>(env, shop.tenant_id).actOnAlert(shop.tenant_id, asked)).toEqual(first);
    const another = { ...asked, request_id: crypto.randomUUID() };
    expect(await hubOf<AlertsHub>(env, shop.tenant_id).actOnAlert(shop.tenant_id, another)).toHaveProperty('refusal');
  });
});

describe('a clock that goes back', () => {
  it('neither raises twice nor ends an alert before it began', async () => {
    const shop = await seedTenant();
    const now = Date.now();
    const { judgement, path } = await raised(shop);
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now - HOUR_MS);
    try {
      expect(await judgeAll(shop, [judgement])).toMatchObject([{ outcome: 'ignored' }]);
      expect(await judgeAll(shop, [{ ...judgement, window: 2 }])).toMatchObject([{ outcome: 'repeated' }]);
      const { body } = await request('POST', `${path}/resolve`, shop.secret_key);
      expect(body).toMatchObject({ status: 'resolved', occurrences: 2 });
      expect(body.resolved_at >= body.created_at).toBe(true);
      expect(await judgeAll(shop, [{ ...judgement, window: 3, cooldown_minutes: 5 }])).toMatchObject([
        { outcome: 'held' },
      ]);
    } finally {
      clock.mockRestore();
    }
  });
});
