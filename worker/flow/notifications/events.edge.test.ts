/** Business events that notify by choice: each once, five one by one, the rest as a summary; imports are no news. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { tellEndedWindows, tellEvents } from '../../flow/notifications/sources/business-events.ts';
import { passTime } from '../../testing/clock.ts';
import { aJob, deliveriesOf, mailsOf, settled } from '../../testing/notifications.ts';
import { payment, type Seed, seedPerson, seedTenant, until } from '../../testing/seed.ts';

const lead = (n: number, over = {}) => ({ event_type: 'lead_created', idempotency_key: `lead-${n}`, ...over });

/** A shop whose owner wants to hear of leads and payments. */
async function watched() {
  const shop = await seedTenant();
  await shop.send(lead(0));
  const ann = await seedPerson(shop, 'owner');
  const events = { lead_created: true, payment_succeeded: true };
  expect((await ann.call('PUT', '/v1/notification-preferences', { events })).status).toBe(200);
  return { shop, ann };
}

const count = async (shop: Seed, n: number) =>
  await until(
    () => deliveriesOf(shop),
    (rows) => rows.length >= n,
  );

describe('business events', () => {
  it('that were switched on reach people by mail and in the dashboard, from then on and once', async () => {
    const { shop, ann } = await watched();
    const [sent] = (await shop.send(payment())).body.results;
    const rows = await settled(shop, 1);
    expect(rows).toMatchObject([{ kind: 'event', source_id: sent.event_id, state: 'sent', recipient: ann.user_id }]);
    const [mail] = await mailsOf(ann.email);
    expect(mail!.subject).toBe('Payment received · Shop');
    expect(mail!.text).toMatch(/£10\.00 · At \d\d:\d\d\./);
    await Promise.all([1, 2, 3].map(() => tellEvents(aJob(), shop)));
    expect(await deliveriesOf(shop)).toHaveLength(1);
    const [shown] = (await ann.call('GET', '/v1/notifications')).body.data;
    expect(shown).toMatchObject({
      type: 'event',
      title: 'Payment received',
      url: `/transactions?project=${shop.project_id}`,
    });
  });

  it('in a flood are five mails and one summary', async () => {
    const { shop, ann } = await watched();
    for (const from of [1, 21]) {
      await shop.send(Array.from({ length: 20 }, (_, i) => lead(from + i)));
      await count(shop, 5);
    }
    const held = () =>
      env.DB.prepare('SELECT held FROM event_windows WHERE tenant_id = ?').bind(shop.tenant_id).first('held');
    expect(await until(held, (n) => n === 35)).toBe(35);
    expect(await deliveriesOf(shop)).toHaveLength(5);
    passTime(11 * 60_000);
    await Promise.all([tellEndedWindows(aJob()), tellEndedWindows(aJob())]);
    const rows = await settled(shop, 6);
    expect(rows.filter(({ kind }) => kind === 'event.summary')).toHaveLength(1);
    const [summary] = await mailsOf(ann.email);
    expect(summary!.text).toContain('35 more within 10 minutes.');
    expect(await mailsOf(ann.email)).toHaveLength(6);
  });

  it('that were imported are no news, and switched off they are silent', async () => {
    const { shop, ann } = await watched();
    await shop.send([lead(1, { occurred_at: '2026-01-01T00:00:00Z' }), lead(2)]);
    await count(shop, 1);
    await ann.call('PUT', '/v1/notification-preferences', { events: { lead_created: false } });
    await shop.send([lead(3), payment()]);
    const rows = await count(shop, 2);
    expect(rows.map(({ content }) => JSON.parse(content!).event)).toEqual(['lead_created', 'payment_succeeded']);
  });
});
