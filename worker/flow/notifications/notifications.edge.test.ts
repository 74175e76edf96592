/** From an alert to the people: the mail and the list in the dashboard, by the Hub, the outbox and both queues. */
import { describe, expect, it } from 'vitest';
import { sweepDeliveries } from '../../tenants/deliveries/index.ts';
import { passTime } from '../../testing/clock.ts';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { openLive } from '../../testing/live.ts';
import { aJob, deliveriesOf, mailsOf, settled, tell } from '../../testing/notifications.ts';
import { seedPerson, seedTenant, until } from '../../testing/seed.ts';

const ORIGIN = 'https://signalbox.test';

describe('an alert', () => {
  it('reaches each member by mail and in the dashboard, and its end follows', async () => {
    const shop = await seedTenant();
    const ann = await seedPerson(shop, 'owner');
    const judgement = firing(shop);
    const [raised] = await judgeAll(shop, [judgement]);
    const [delivery] = await settled(shop, 1);
    expect(delivery).toMatchObject({ state: 'sent', kind: 'alert.raised', channel: 'email', recipient: ann.user_id });
    const [mail] = await mailsOf(ann.email);
    expect(mail!.subject).toBe('Warning: Payments are above 100 · Shop');
    expect(mail!.text).toContain(`http://localhost:8787/alerts?project=${shop.project_id}&alert=${raised!.alert_id}`);
    expect(mail!.text).toContain('You get this because you follow Shop on Signalbox.');
    const list = await ann.call('GET', '/v1/notifications');
    expect(list.body.data).toMatchObject([
      { type: 'alert.raised', severity: 'warning', title: 'Warning: Payments are above 100', count: 1, read_at: null },
    ]);
    expect((await ann.call('GET', '/v1/notifications/unread')).body).toEqual({ count: 1 });

    await judgeAll(shop, [{ ...judgement, window: judgement.window + 1, verdict: 'clear' }]);
    expect(await settled(shop, 2)).toMatchObject([{ kind: 'alert.raised' }, { kind: 'alert.resolved', state: 'sent' }]);
    const mails = await mailsOf(ann.email);
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Resolved: Payments are above 100 · Shop',
      'Warning: Payments are above 100 · Shop',
    ]);
    const after = (await ann.call('GET', '/v1/notifications')).body.data;
    expect(after).toMatchObject([{ type: 'alert.resolved', title: 'Resolved: Payments are above 100' }]);
  });

  it('is planned once however often its fact comes', async () => {
    const shop = await seedTenant();
    const ann = await seedPerson(shop, 'viewer');
    const occasion = await tell(shop);
    await Promise.all([1, 2, 3].map(() => tell(shop, occasion)));
    await settled(shop, 1);
    expect(await deliveriesOf(shop)).toHaveLength(1);
    expect(await mailsOf(ann.email)).toHaveLength(1);
    expect((await ann.call('GET', '/v1/notifications')).body.data).toHaveLength(1);
  });
});

describe('reading', () => {
  it('is told to all devices of the person at once, and to nobody else', async () => {
    const shop = await seedTenant();
    const [ann, bob] = [await seedPerson(shop, 'owner'), await seedPerson(shop, 'viewer')];
    await tell(shop);
    const [phone, other] = await Promise.all(
      [ann, bob].map(({ cookie }) => openLive({ cookie, origin: ORIGIN }, `?project=${shop.project_id}`)),
    );
    const [{ id }] = (await ann.call('GET', '/v1/notifications')).body.data;
    expect((await ann.call('POST', `/v1/notifications/${id}/read`)).body.read_at).not.toBeNull();
    expect(await phone!.next()).toMatchObject({ type: 'notification.changed' });
    await other!.ping();
    expect(other!.frames).toEqual([]);
    expect((await ann.call('GET', '/v1/notifications/unread')).body).toEqual({ count: 0 });
    expect((await bob.call('GET', '/v1/notifications/unread')).body).toEqual({ count: 1 });
    expect((await bob.call('POST', `/v1/notifications/${id}/read`)).status).toBe(404);
    expect((await bob.call('POST', '/v1/notifications/read')).status).toBe(204);
    const unread = await until(
      () => bob.call('GET', '/v1/notifications?unread=true'),
      () => true,
    );
    expect(unread.body.data).toEqual([]);
  });
});

describe('the list', () => {
  it('has what is unread first, by severity, then what was read, page by page; one may be made unread again', async () => {
    const shop = await seedTenant();
    const ann = await seedPerson(shop, 'owner');
    const at = Date.now();
    for (const [i, severity] of (['info', 'critical', 'warning', 'critical', 'info', 'warning'] as const).entries()) {
      await tell(shop, { severity, at: at + i });
    }
    const list = async (query = '') => {
      const found: { id: string; severity: string; read_at: string | null }[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await ann.call('GET', `/v1/notifications?limit=2${query}${cursor}`);
        found.push(...body.data);
        if (body.next_cursor === null) return found;
        cursor = `&cursor=${body.next_cursor}`;
      }
    };
    const words = (rows: { severity: string }[]) => rows.map(({ severity }) => severity[0]).join('');
    const first = await list();
    expect(words(first)).toBe('ccwwii');
    expect(first[0]!.id > first[1]!.id).toBe(true);
    for (const { id } of [first[1]!, first[4]!]) await ann.call('POST', `/v1/notifications/${id}/read`);
    expect(words(await list())).toBe('cwwiic');
    expect((await list()).slice(-2).every(({ read_at }) => read_at !== null)).toBe(true);
    expect(words(await list('&unread=true'))).toBe('cwwi');
    const again = await ann.call('POST', `/v1/notifications/${first[1]!.id}/unread`);
    expect(again).toMatchObject({ status: 200, body: { read_at: null } });
    expect(words(await list())).toBe('ccwwii');
    const eve = await seedPerson(shop, 'owner');
    expect((await eve.call('POST', `/v1/notifications/${first[1]!.id}/unread`)).status).toBe(404);
    expect((await ann.call('GET', '/v1/notifications?cursor=WyJ4Il0')).body.code).toBe('cursor.invalid');
  });
});

describe('quiet hours', () => {
  it('hold back everything but what is critical, and nothing of the list in the dashboard', async () => {
    const shop = await seedTenant({ timezone: 'UTC' });
    const ann = await seedPerson(shop, 'owner');
    const hour = (ahead: number) => new Date(Date.now() + ahead * 3_600_000).toISOString().slice(11, 16);
    const quiet_hours = { from: hour(-1), to: hour(1) };
    expect((await ann.call('PUT', '/v1/notification-preferences', { quiet_hours })).status).toBe(200);
    const [calm] = [await tell(shop), await tell(shop, { severity: 'critical' })];
    await until(
      () => mailsOf(ann.email),
      (mails) => mails.length > 0,
    );
    const rows = await deliveriesOf(shop);
    const held = rows.find(({ source_id }) => source_id === calm.source_id)!;
    expect(held).toMatchObject({ state: 'pending', attempts: 0 });
    expect(held.next_attempt_at!.slice(11, 16)).toBe(quiet_hours.to);
    expect(await mailsOf(ann.email)).toHaveLength(1);
    expect((await ann.call('GET', '/v1/notifications/unread')).body).toEqual({ count: 2 });

    passTime(61 * 60_000);
    await sweepDeliveries(aJob());
    expect(await settled(shop, 2)).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  });
});
