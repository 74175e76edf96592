/** Few messages: what is too much waits and comes together, each thing told once. */
import { describe, expect, it } from 'vitest';
import { sweepDeliveries } from '../../tenants/deliveries/index.ts';
import { passTime } from '../../testing/clock.ts';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { openLive } from '../../testing/live.ts';
import { aJob, anOccasion, deliveriesOf, mailsOf, settled, tell } from '../../testing/notifications.ts';
import { type Person, type Seed, seedPerson, seedTenant, until } from '../../testing/seed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A shop with one owner. */
async function shopOf(preferences: object = {}) {
  const shop = await seedTenant({ timezone: 'UTC' });
  const ann = await seedPerson(shop, 'owner');
  expect((await ann.call('PUT', '/v1/notification-preferences', preferences)).status).toBe(200);
  return { shop, ann };
}

/** An alert that says `title`. */
async function alert(shop: Seed, title: string, severity: 'warning' | 'critical' = 'warning') {
  const occasion = anOccasion(shop);
  await tell(shop, { ...occasion, severity, content: { ...occasion.content, title, severity } });
}

/** Waits until so many messages are out or held, none left to try now. */
async function quiet(shop: Seed, planned: number) {
  const isStill = ({ state, held, carried_by }: Awaited<ReturnType<typeof deliveriesOf>>[number]) =>
    state !== 'failed' && (state !== 'pending' || held !== null || carried_by !== null);
  return await until(
    () => deliveriesOf(shop),
    (rows) => rows.length === planned && rows.every(isStill),
  );
}

const subjects = async ({ email }: Person) => (await mailsOf(email)).map(({ subject }) => subject).reverse();

async function sweepTwice(): Promise<void> {
  await Promise.all([sweepDeliveries(aJob()), sweepDeliveries(aJob())]);
}

describe('alerts of one project', () => {
  it('are three mails in ten minutes, and the rest is one when they are over, also by two crons at once', async () => {
    const { shop, ann } = await shopOf();
    for (let i = 1; i <= 7; i++) await alert(shop, `Alert ${i}`);
    const rows = await quiet(shop, 7);
    expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(3);
    expect(rows.filter(({ held }) => held !== null)).toHaveLength(4);
    passTime(9 * MINUTE);
    await sweepTwice();
    await quiet(shop, 7);
    expect(await mailsOf(ann.email)).toHaveLength(3);
    passTime(2 * MINUTE);
    await sweepTwice();
    const all = await settled(shop, 7);
    expect(all.every(({ state }) => state === 'sent')).toBe(true);
    expect(all.filter(({ carried_by }) => carried_by !== null)).toHaveLength(3);
    const mails = await mailsOf(ann.email);
    expect(mails).toHaveLength(4);
    expect(mails[0]!.subject).toBe('4 notifications · Shop');
    const told = mails.flatMap(({ text }) => text.match(/Alert \d/g) ?? []);
    expect([...new Set(told)].sort()).toEqual([1, 2, 3, 4, 5, 6, 7].map((i) => `Alert ${i}`));
    expect(mails[0]!.text.match(/\/alerts\?/g)).toHaveLength(4);
    expect(mails[0]!.text).toContain('You get this because you follow Shop on Signalbox.');
  });

  it('reach open dashboards at once, however many', async () => {
    const { shop, ann } = await shopOf();
    const socket = await openLive({ cookie: ann.cookie, origin: 'https://signalbox.test' });
    await judgeAll(
      shop,
      Array.from({ length: 6 }, () => firing(shop)),
    );
    for (let raised = 0; raised < 6; ) if ((await socket.next()).type === 'alert.raised') raised += 1;
    expect((await ann.call('GET', '/v1/alerts')).body.data).toHaveLength(6);
  });

  it('that are critical wait for a minute at most, and take none of the others along', async () => {
    const { shop, ann } = await shopOf();
    for (let i = 1; i <= 4; i++) await alert(shop, `Warning ${i}`);
    for (let i = 1; i <= 5; i++) await alert(shop, `Critical ${i}`, 'critical');
    await quiet(shop, 9);
    expect(await mailsOf(ann.email)).toHaveLength(6);
    passTime(MINUTE + 1_000);
    await sweepTwice();
    await until(
      () => subjects(ann),
      (all) => all.length === 7,
    );
    const [last] = await mailsOf(ann.email);
    expect(last!.text).toContain('Critical 5');
    expect(last!.text).not.toContain('Warning');
  });
});

describe('the limit of a day', () => {
  it('lets only what is critical out, and tells the rest as one message the next morning', async () => {
    const { shop, ann } = await shopOf({ daily_limit: 2, digest_at: '08:00' });
    for (let i = 1; i <= 6; i++) await alert(shop, `Alert ${i}`);
    await quiet(shop, 6);
    expect(await mailsOf(ann.email)).toHaveLength(2);
    await alert(shop, 'Down', 'critical');
    await until(
      () => subjects(ann),
      (all) => all.length === 3,
    );
    const held = (await deliveriesOf(shop)).filter((row) => row.held !== null);
    const at = held[0]!.next_attempt_at!;
    expect(held.every(({ next_attempt_at }) => next_attempt_at === at)).toBe(true);
    expect(at.slice(11)).toBe('08:00:00.000Z');
    expect(Date.parse(at) - Date.now()).toBeGreaterThan(7 * HOUR);
    passTime(Date.parse(at) - Date.now() + 1_000);
    await sweepTwice();
    await settled(shop, 7);
    expect(await mailsOf(ann.email)).toHaveLength(4);
    expect(await subjects(ann)).toContain('4 notifications · Shop');
  });

  it('leaves the rest to the digest of who has one', async () => {
    const { shop, ann } = await shopOf({ daily_limit: 1, digest: 'daily' });
    await alert(shop, 'First');
    await settled(shop, 1);
    await alert(shop, 'Second');
    const rows = await settled(shop, 2);
    expect(rows.map(({ state, reason }) => [state, reason])).toContainEqual(['suppressed', 'daily_limit']);
    expect(await mailsOf(ann.email)).toHaveLength(1);
  });
});

describe('the end of an alert', () => {
  it('is told only where its beginning was', async () => {
    const { shop, ann } = await shopOf({ daily_limit: 1, digest: 'daily' });
    await alert(shop, 'First');
    await settled(shop, 1);
    const judgement = firing(shop);
    await judgeAll(shop, [judgement]);
    await settled(shop, 2);
    await judgeAll(shop, [{ ...judgement, window: judgement.window + 1, verdict: 'clear' }]);
    const row = (rows: Awaited<ReturnType<typeof deliveriesOf>>) => rows.find(({ kind }) => kind === 'alert.resolved');
    await until(
      () => ann.call('GET', '/v1/notifications'),
      ({ body }) => body.data.some(({ type }: { type: string }) => type === 'alert.resolved'),
    );
    // Nobody was sent the beginning, so the end is not even planned.
    expect(row(await deliveriesOf(shop))).toBeUndefined();
    expect(await mailsOf(ann.email)).toHaveLength(1);
  });

  it('that comes while the beginning still waits makes one message that says both', async () => {
    const { shop, ann } = await shopOf();
    for (let i = 1; i <= 3; i++) await alert(shop, `Alert ${i}`);
    await quiet(shop, 3);
    const judgement = firing(shop);
    await judgeAll(shop, [judgement]);
    await quiet(shop, 4);
    await judgeAll(shop, [{ ...judgement, window: judgement.window + 1, verdict: 'clear' }]);
    const rows = await quiet(shop, 5);
    expect(rows.find(({ kind }) => kind === 'alert.resolved')).toMatchObject({
      state: 'suppressed',
      reason: 'told_as_over',
    });
    passTime(11 * MINUTE);
    await sweepTwice();
    await settled(shop, 5);
    const [last, ...others] = await mailsOf(ann.email);
    expect(others).toHaveLength(3);
    expect(last!.text).toContain('It has ended meanwhile.');
  });
});

describe('what waited through the night', () => {
  it('is one message in the morning, without what was switched off meanwhile', async () => {
    const hour = (ahead: number) => new Date(Date.now() + ahead * HOUR).toISOString().slice(11, 16);
    const { shop, ann } = await shopOf({ quiet_hours: { from: hour(-1), to: hour(1) }, events: { signup: true } });
    for (let i = 1; i <= 3; i++) await alert(shop, `Alert ${i}`);
    const event = { event: 'signup', event_id: 'evt_1', occurred_at: new Date().toISOString(), amount_cents: null };
    await tell(shop, { type: 'event', severity: 'info', event: 'signup', content: { ...event, currency: null } });
    await quiet(shop, 4);
    expect(await mailsOf(ann.email)).toEqual([]);
    await ann.call('PUT', '/v1/notification-preferences', { events: { signup: false } });
    passTime(61 * MINUTE);
    await sweepTwice();
    const rows = await settled(shop, 4);
    expect(await subjects(ann)).toEqual(['3 notifications · Shop']);
    expect(rows.filter(({ state }) => state === 'suppressed')).toHaveLength(1);
  });
});
