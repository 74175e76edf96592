import { describe, expect, it } from 'vitest';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { liveAs } from '../../testing/live.ts';
import { makeRule } from '../../testing/rules.ts';
import { payment, seedPerson, seedTenant } from '../../testing/seed.ts';

describe('an event that fires a rule', () => {
  it('is an alert on the socket, new numbers on the socket, and an alert in the list', async () => {
    const shop = await seedTenant();
    const rule = await makeRule(shop, { type: 'event', event_type: 'payment_failed', severity: 'critical' });
    const socket = await liveAs(shop.secret_key);
    await shop.send(payment({ event_type: 'payment_failed' }));
    const frames = [await socket.next(), await socket.next()];
    const raised = frames.find(({ type }) => type === 'alert.raised')!;
    expect(raised.data).toMatchObject({ rule_id: rule.id, severity: 'critical', status: 'pending', occurrences: 1 });
    expect(frames.find(({ type }) => type === 'kpi.changed')?.data).toEqual({ project_id: shop.project_id });
    expect((await shop.call('GET', '/v1/alerts')).body.data).toEqual([raised.data]);
    await shop.call('DELETE', `/v1/rules/${rule.id}`);
    expect(await socket.next()).toMatchObject({ type: 'alert.changed', data: { status: 'resolved' } });
  });
});

describe('an alert, seen from outside', () => {
  it('is a frame on an open socket, is acknowledged once, and stands in the list', async () => {
    const shop = await seedTenant();
    const [ann, bob] = [await seedPerson(shop, 'editor'), await seedPerson(shop, 'owner')];
    const socket = await liveAs(shop.secret_key);
    const judgement = firing(shop);
    const [raised] = await judgeAll(shop, [judgement]);

    const frame = await socket.next();
    expect(frame).toMatchObject({
      type: 'alert.raised',
      data: { id: raised!.alert_id, status: 'pending', occurrences: 1 },
    });
    expect(frame.data).toMatchObject({ payload: judgement.payload, currency: null, severity: 'warning' });

    const path = `/v1/alerts/${raised!.alert_id}`;
    const acknowledged = await ann.call('POST', `${path}/acknowledge`);
    expect(acknowledged).toMatchObject({ status: 200, body: { status: 'acknowledged', acknowledged_by: ann.email } });
    expect(await socket.next()).toMatchObject({ type: 'alert.changed', data: acknowledged.body });

    const late = await bob.call('POST', `${path}/acknowledge`);
    const { acknowledged_at: at } = acknowledged.body;
    expect(late).toMatchObject({ status: 409, body: { code: 'alert.already_acknowledged', by: ann.email, at } });
    expect((await ann.call('POST', `${path}/acknowledge`)).status).toBe(409);

    const list = await shop.call('GET', '/v1/alerts?status=acknowledged');
    expect(list).toMatchObject({ status: 200, body: { data: [acknowledged.body], next_cursor: null } });
    const of = async (status: string) => (await shop.call('GET', `/v1/alerts?status=${status}`)).body.data.length;
    expect([await of('pending,acknowledged'), await of('pending,snoozed')]).toEqual([1, 0]);
    expect((await shop.call('GET', '/v1/alerts?status=pending,odd')).status).toBe(422);
    expect((await shop.call('GET', path)).body).toEqual(acknowledged.body);
    expect((await shop.call('GET', '/v1/alerts/counts')).body).toEqual({ pending: 0, acknowledged: 1, snoozed: 0 });
  });
});
