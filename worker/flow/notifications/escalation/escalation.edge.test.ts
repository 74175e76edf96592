/** A critical alert that nobody takes on goes to one person after the other. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { passTime } from '../../../testing/clock.ts';
import { firing, judgeAll } from '../../../testing/judgements.ts';
import { aJob, deliveriesOf, mailsOf, settled } from '../../../testing/notifications.ts';
import { request, type Seed, seedPerson, seedTenant, until } from '../../../testing/seed.ts';
import { linkToken } from '../unsubscribe/token.ts';
import { escalateAlerts } from './escalate.ts';

const MINUTE = 60_000;
const PATH = '/v1/notification-settings';

/** A shop with an owner, an editor and a viewer, whose critical alerts go on after ten minutes. */
async function escalating(settings: (ids: Record<string, string>) => object = () => ({})) {
  const shop = await seedTenant();
  const [ann, bob, eve] = [
    await seedPerson(shop, 'owner'),
    await seedPerson(shop, 'editor'),
    await seedPerson(shop, 'viewer'),
  ];
  // Bob wants mails of other alerts only: he is asked all the same.
  await bob.call('PUT', '/v1/notification-preferences', { severities: { email: ['info'] } });
  const body = { escalate_after_minutes: 10, ...settings({ ann: ann.user_id, bob: bob.user_id, eve: eve.user_id }) };
  expect((await ann.call('PUT', PATH, body)).status).toBe(200);
  passTime(1_000);
  return { shop, ann, bob, eve };
}

async function raise(shop: Seed, severity: 'warning' | 'critical' = 'critical') {
  const judgement = { ...firing(shop), severity };
  const [raised] = await judgeAll(shop, [judgement]);
  return { id: raised!.alert_id!, judgement };
}

/** So many minutes later two crons run at once. */
async function later(minutes: number): Promise<void> {
  passTime(minutes * MINUTE);
  await Promise.all([escalateAlerts(aJob()), escalateAlerts(aJob())]);
  await escalateAlerts(aJob());
}

const asked = async (shop: Seed) =>
  (await deliveriesOf(shop)).filter(({ kind }) => kind === 'alert.escalated').map(({ recipient }) => recipient);

describe('a critical alert that nobody acknowledges', () => {
  it('goes to the next person after each wait, owners first, once each, whatever two crons do', async () => {
    const { shop, ann, bob } = await escalating();
    await raise(shop);
    await settled(shop, 2);
    await later(9);
    expect(await asked(shop)).toEqual([]);
    await later(2);
    expect(await asked(shop)).toEqual([ann.user_id]);
    await later(11);
    await later(11);
    await later(11);
    expect(await asked(shop)).toEqual([ann.user_id, bob.user_id]);
    await settled(shop, 4);
    const [mail] = await mailsOf(bob.email);
    expect(mail!.subject).toContain('Nobody has taken this on yet: ');
    expect(mail!.text).toContain('nobody has acknowledged it');
    expect(mail!.text).toContain('You get this because you are next to be asked about Shop.');
    const types = (await bob.call('GET', '/v1/notifications')).body.data.map(({ type }: { type: string }) => type);
    expect(types).toContain('alert.escalated');
  });

  it('goes to whom the project chose, in that order, and ends when somebody acts', async () => {
    const { shop, ann, bob } = await escalating(({ ann, bob, eve }) => ({ escalate_to: [eve, bob, ann] }));
    const { id } = await raise(shop);
    await settled(shop, 2);
    await later(11);
    // Eve may not acknowledge: she is left out.
    expect(await asked(shop)).toEqual([bob.user_id]);
    expect((await ann.call('POST', `/v1/alerts/${id}/acknowledge`)).status).toBe(200);
    await until(
      () => ann.call('GET', `/v1/alerts/${id}`),
      ({ body }) => body.status === 'acknowledged',
    );
    await later(11);
    expect(await asked(shop)).toEqual([bob.user_id]);
  });

  it('asks nobody who has ended the mails by their link', async () => {
    const { shop, ann, bob } = await escalating();
    const end = (recipient: string) => {
      const token = linkToken(env, 'unsubscribe', { ...shop, recipient });
      return request('POST', `/v1/webhooks/unsubscribe/${token}`, undefined);
    };
    expect((await end(ann.user_id)).status).toBe(200);
    await raise(shop);
    await later(11);
    expect(await asked(shop)).toEqual([bob.user_id]);
    await settled(shop, 1);
    expect(await mailsOf(ann.email)).toEqual([]);
  });

  it('asks nobody who has switched everything off, and nobody about a warning, or what came before it was switched on', async () => {
    const { shop, ann, bob } = await escalating();
    await bob.call('PUT', '/v1/notification-preferences', { enabled: false });
    await raise(shop, 'warning');
    await ann.call('PUT', PATH, { escalate_after_minutes: null });
    await raise(shop);
    passTime(1_000);
    await ann.call('PUT', PATH, { escalate_after_minutes: 10 });
    await later(11);
    await later(11);
    expect(await asked(shop)).toEqual([]);
    await raise(shop);
    await later(11);
    await later(11);
    expect(await asked(shop)).toEqual([ann.user_id]);
  });
});

describe('the settings of a project', () => {
  it('are off until a manager changes them, who names members only', async () => {
    const { shop, ann, bob, eve } = await escalating();
    const other = await seedPerson(await seedTenant(), 'owner');
    expect((await bob.call('GET', PATH)).status).toBe(403);
    expect((await ann.call('PUT', PATH, { escalate_to: [other.user_id] })).body.code).toBe('member.not_found');
    expect((await ann.call('PUT', PATH, { escalate_after_minutes: 0 })).status).toBe(422);
    const body = { escalate_to: [eve.user_id, bob.user_id, eve.user_id] };
    expect((await ann.call('PUT', PATH, body)).body.escalate_to).toEqual([eve.user_id, bob.user_id]);
    expect((await shop.call('GET', PATH)).body).toMatchObject({ escalate_after_minutes: 10 });
    expect((await other.call('GET', PATH)).body).toEqual({
      escalate_after_minutes: null,
      escalate_to: [],
    });
  });
});
