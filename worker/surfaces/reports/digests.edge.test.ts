/** Digests: an hour is chosen, the clock reaches it, the report is made and everybody who chose it gets it once. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { openDb } from '../../base/db.ts';
import type { Env } from '../../base/env.ts';
import { CRONS } from '../../crons.ts';
import type { Fact } from '../../facts.ts';
import { retimeDigests, sendDueDigests } from '../../flow/notifications/digests/digests.ts';
import { SUBSCRIBERS } from '../../pipeline.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/durations.ts';
import { passTime } from '../../testing/clock.ts';
import { whatsApp, withPhone } from '../../testing/fakes/phones.ts';
import { deliveriesOf, mailsOf, settled } from '../../testing/notifications.ts';
import { operate, type Person, payment, type Seed, seedPerson, seedTenant, until } from '../../testing/seed.ts';

/** A shop with an owner, in UTC, on a day that has just begun. */
async function seedShop(over: object = {}) {
  const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP', timezone: 'UTC', ...over });
  const owner = await seedPerson(shop, 'owner');
  return { shop, owner };
}

const choose = (person: Person, body: object) => person.call('PUT', '/v1/notification-preferences', body);

/** What the cron and the pipeline do at an instant, without their queue: every fact that is due is handled `times` times. */
async function runAt(now: number, { times = 1, db = openDb(env.DB) } = {}): Promise<number> {
  const due: Fact[] = [];
  const PIPELINE = { sendBatch: async (sent: { body: Fact }[]) => void due.push(...sent.map(({ body }) => body)) };
  const job = { env: { ...env, PIPELINE } as unknown as Env, db: openDb(env.DB), now, log: () => {} };
  await sendDueDigests(job);
  const facts = due.filter((fact) => fact.type === 'digest.due');
  for (let i = 0; i < times; i++) {
    for (const fact of facts) await SUBSCRIBERS['digest.due']({ ...job, env, db }, fact);
  }
  return facts.length;
}

const hourOf = async ({ project_id }: Pick<Seed, 'project_id'>) =>
  await env.DB.prepare('SELECT "to", due_at FROM digest_times WHERE project_id = ?')
    .bind(project_id)
    .first<{ to: string; due_at: string }>();

const reportsOf = async ({ project_id }: Pick<Seed, 'project_id'>) =>
  (
    await env.DB.prepare('SELECT id, kind, "from", "to" FROM reports WHERE project_id = ? ORDER BY id')
      .bind(project_id)
      .all()
  ).results;

describe('a digest', () => {
  it('goes out at the hour that somebody chose, with the report of the day, in the list and by mail', async () => {
    const { shop, owner } = await seedShop();
    await seedPerson(shop, 'editor');
    expect((await choose(owner, { digest: 'daily', digest_at: '08:00' })).body).toMatchObject({ digest: 'daily' });
    await shop.send([payment({ occurred_at: new Date(Date.now() - MINUTE_MS).toISOString() })]);
    // Tomorrow's morning, of the day that is running now; with margin for a test that begins before eight.
    const last = Date.now() + 2 * DAY_MS;
    await runAt(last);
    const [row, ...others] = await settled(shop, 1);
    expect([row!.kind, row!.recipient, row!.state, others]).toEqual(['report', owner.user_id, 'sent', []]);
    const [mail] = await mailsOf(owner.email);
    const [report] = await reportsOf(shop);
    expect(mail!.subject).toMatch(/^Daily report: \w+, \d+ \w+ · Shop$/);
    expect(mail!.text).toContain('Revenue');
    expect(mail!.text).toContain(`/reports/view?project=${shop.project_id}&report=${report!.id}`);
    expect(mail!.headers).toContain('List-Unsubscribe');
    const { body } = await owner.call('GET', '/v1/notifications');
    expect(body.data).toMatchObject([
      {
        type: 'report',
        title: expect.stringMatching(/^Daily report: /),
        url: expect.stringContaining(`${report!.id}`),
      },
    ]);
    expect((await owner.call('GET', `/v1/reports/${report!.id}`)).status).toBe(200);
  });

  it('comes as a summary by WhatsApp too, for who switched that on', async () => {
    const fake = whatsApp();
    const { shop, owner } = await seedShop();
    const editor = await seedPerson(shop, 'editor');
    const phone = await withPhone(fake, owner);
    await withPhone(fake, editor);
    await choose(owner, { digest: 'daily', digest_at: '08:00', digest_whatsapp: true });
    await choose(editor, { digest: 'daily', digest_at: '08:00' });
    await shop.send([payment({ occurred_at: new Date(Date.now() - MINUTE_MS).toISOString() })]);
    await runAt(Date.now() + 2 * DAY_MS);
    await expect.poll(() => fake.arrived.length, { timeout: 8_000 }).toBe(1);
    const { to, template } = fake.arrived[0]!;
    expect([to, template?.name]).toEqual([phone.address.slice(1), 'signalbox_notice']);
    const [title, summary] = template!.components[0]!.parameters;
    expect(title!.text).toMatch(/^Daily report: /);
    expect(summary!.text!.length).toBeGreaterThan(10);
    expect(summary!.text).not.toBe(title!.text);
  });

  it('is nobody’s who has it switched off, or another kind, another hour, nothing at all', async () => {
    const { shop, owner } = await seedShop();
    const editor = await seedPerson(shop, 'editor');
    await choose(owner, { digest: 'daily', digest_at: '08:00' });
    await choose(editor, { digest: 'daily', digest_at: '08:00' });
    await choose(editor, { enabled: false });
    await choose(owner, { digest: 'off' });
    await runAt(Date.now() + 2 * DAY_MS);
    expect(await deliveriesOf(shop)).toEqual([]);
    // The hour is still the editor's, who may switch everything on again; the owner's alone would be gone.
    await choose(editor, { digest: 'off' });
    await runAt(Date.now() + 3 * DAY_MS);
    const left = await env.DB.prepare('SELECT count(*) AS n FROM digest_times WHERE project_id = ?')
      .bind(shop.project_id)
      .first('n');
    expect(left).toBe(0);
  });

  it('comes once, though its message comes thrice, the cron runs again and people change their hour', async () => {
    const { shop, owner } = await seedShop();
    await choose(owner, { digest: 'daily', digest_at: '08:00' });
    const hour = (await hourOf(shop))!;
    const at = Date.parse(hour.due_at);
    expect(await runAt(at, { times: 3 })).toBeGreaterThan(0);
    await runAt(at + 3 * MINUTE_MS);
    expect(await deliveriesOf(shop)).toHaveLength(1);
    expect((await hourOf(shop))!.due_at).toBe(new Date(at + DAY_MS).toISOString());
    // Two hours later on the same morning.
    await choose(owner, { digest_at: '10:00' });
    const later = at + 2 * HOUR_MS;
    await env.DB.prepare('UPDATE digest_times SET "to" = ?, next_look_at = ? WHERE project_id = ? AND at = ?')
      .bind(hour.to, new Date(later).toISOString(), shop.project_id, '10:00')
      .run();
    expect(await runAt(later)).toBeGreaterThan(0);
    expect(await deliveriesOf(shop)).toHaveLength(1);
  });

  it('that breaks off half-way is finished by the next look: nobody is left out, nobody is told twice', async () => {
    const { shop, owner } = await seedShop();
    const people = [owner, await seedPerson(shop, 'viewer'), await seedPerson(shop, 'editor')];
    for (const person of people) await choose(person, { digest: 'weekly', digest_at: '06:15' });
    let left = 3;
    const breaking = {
      prepare: (sql: string) => env.DB.prepare(sql),
      batch: async (statements: D1PreparedStatement[]) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return await env.DB.batch(statements);
      },
    } as unknown as D1Database;
    const at = Date.now() + 9 * DAY_MS;
    await expect(runAt(at, { db: openDb(breaking) })).rejects.toThrow('killed');
    // Its look comes again after two minutes, not before.
    expect(await runAt(at + MINUTE_MS)).toBe(0);
    await runAt(at + 3 * MINUTE_MS);
    const rows = await deliveriesOf(shop);
    expect(rows.map(({ recipient }) => recipient).sort()).toEqual(people.map(({ user_id }) => user_id).sort());
    expect(await reportsOf(shop)).toHaveLength(1);
  });

  it('of a weekly kind is Monday to Sunday, and due on the next Monday', async () => {
    const { shop, owner } = await seedShop();
    await choose(owner, { digest: 'weekly', digest_at: '09:30' });
    const time = await hourOf(shop);
    expect(new Date(time!.due_at).getUTCDay()).toBe(1);
    expect(time!.due_at.slice(11, 16)).toBe('09:30');
    expect(Date.parse(time!.due_at)).toBeGreaterThan(Date.now());
    expect(new Date(time!.to).getUTCDay()).toBe(0);
  });

  it('follows the project into another time zone', async () => {
    const { shop, owner } = await seedShop();
    await choose(owner, { digest: 'daily', digest_at: '08:00' });
    const due = async () => (await hourOf(shop))!.due_at;
    expect(await due()).toMatch(/T08:00/);
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { plan: 'internal' });
    await owner.call('PATCH', `/v1/projects/${shop.project_id}`, { timezone: 'Asia/Tokyo' });
    expect(await until(due, (text) => text.includes('T23:00'))).toMatch(/T23:00/);
  });
});

describe('on the day clocks change', () => {
  // Berlin goes from 02:00 to 03:00 at 01:00 UTC, and back from 03:00 to 02:00 at 01:00 UTC.
  it.each([
    ['an hour that is skipped comes when the clock goes on', '2027-03-27', '2027-03-28T01:30:00.000Z'],
    ['an hour that is shown twice comes the first time', '2027-10-30', '2027-10-31T00:30:00.000Z'],
  ])('%s, once', async (_, to, instant) => {
    const { shop, owner } = await seedShop({ timezone: 'Europe/Berlin' });
    await choose(owner, { digest: 'daily', digest_at: '02:30' });
    const before = Date.parse(instant) - 5 * HOUR_MS;
    await env.DB.prepare('UPDATE digest_times SET "to" = ?, due_at = ?, next_look_at = ? WHERE project_id = ?')
      .bind(to, instant, new Date(before - DAY_MS).toISOString(), shop.project_id)
      .run();
    await retimeDigests({ env, db: openDb(env.DB), now: before, log: () => {} }, shop.tenant_id, shop.project_id);
    expect((await hourOf(shop))!.due_at).toBe(instant);
    const told: string[] = [];
    for (let now = before; now < before + 10 * HOUR_MS; now += HOUR_MS / 2) {
      await runAt(now);
      if ((await deliveriesOf(shop)).length > told.length) told.push(new Date(now).toISOString());
    }
    expect(told).toEqual([instant]);
  });
});

it('an archived project is told of to nobody, and goes on where it is when it comes back', async () => {
  const { shop, owner } = await seedShop();
  await choose(owner, { digest: 'daily', digest_at: '08:00' });
  const at = Date.parse((await hourOf(shop))!.due_at);
  expect((await owner.call('POST', `/v1/projects/${shop.project_id}/archive`)).status).toBe(200);
  await runAt(at);
  expect([await deliveriesOf(shop), await reportsOf(shop)]).toEqual([[], []]);
  expect((await owner.call('POST', `/v1/projects/${shop.project_id}/restore`)).status).toBe(200);
  expect(Date.parse((await hourOf(shop))!.due_at)).toBe(at + DAY_MS);
  await runAt(at + DAY_MS);
  expect(await deliveriesOf(shop)).toHaveLength(1);
});

describe('a recipient beside the members', () => {
  it('gets the digest when they have agreed, without a link that needs an account', async () => {
    const { shop, owner } = await seedShop();
    const address = `desk-${crypto.randomUUID()}@example.com`;
    const added = await owner.call('POST', '/v1/channels', {
      kind: 'email',
      address,
      digest: 'daily',
      digest_at: '07:00',
    });
    expect(added.body).toMatchObject({ digest: 'daily', digest_at: '07:00' });
    await runAt(Date.now() + 2 * DAY_MS);
    expect((await deliveriesOf(shop)).filter(({ kind }) => kind === 'report')).toEqual([]);
    await env.DB.prepare("UPDATE channels SET state = 'active' WHERE id = ?").bind(added.body.id).run();
    await runAt(Date.now() + 3 * DAY_MS);
    await settled(shop, 2);
    const [mail] = await mailsOf(address);
    expect(mail!.subject).toContain('Daily report');
    expect(mail!.text).not.toContain('/reports/view');
  });

  it('changes it like the rest', async () => {
    const { owner } = await seedShop();
    const address = `desk-${crypto.randomUUID()}@example.com`;
    const { body } = await owner.call('POST', '/v1/channels', { kind: 'email', address });
    expect(body).toMatchObject({ digest: 'off', digest_at: '08:00' });
    const changed = await owner.call('PATCH', `/v1/channels/${body.id}`, { digest: 'weekly' });
    expect(changed.body).toMatchObject({ digest: 'weekly', digest_at: '08:00' });
    expect((await owner.call('PATCH', `/v1/channels/${body.id}`, { digest_at: '25:00' })).status).toBe(422);
  });
});

it('the minute cron does all of it by itself', async () => {
  const { shop, owner } = await seedShop();
  await choose(owner, { digest: 'daily', digest_at: '08:00' });
  passTime(2 * DAY_MS);
  await CRONS['* * * * *']!({ env, db: openDb(env.DB), now: Date.now(), log: () => {} });
  const [row] = await settled(shop, 1);
  expect([row?.kind, row?.state]).toEqual(['report', 'sent']);
});
