import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { readKnown } from '../../../scripts/events/known-heads.ts';
import { isSignedBy } from '../../../scripts/events/verify-heads.ts';
import { aJob, mailsOf, settled } from '../../testing/notifications.ts';
import { payment, request, type Seed, seedPerson, seedTenant } from '../../testing/seed.ts';
import { recordHead } from '../events/heads/record-head.ts';
import { headKind } from './kinds/head-notice.ts';
import { tellHead } from './sources/heads.ts';

const PATH = '/v1/notification-preferences';
const WANTED = { ledger_heads: true };

/** What the queue's message of a day does; twice, as a queue may. */
async function tellDay(shop: Seed, day: string): Promise<void> {
  for (let i = 0; i < 2; i++) await tellHead(aJob(), await recordHead(aJob(), { ...shop, day }));
}

it('an owner who asked for it gets one mail a day with a head that verify takes; nobody else gets any', async () => {
  const shop = await seedTenant();
  const [owner, quiet, admin] = [
    await seedPerson(shop, 'owner'),
    await seedPerson(shop, 'owner'),
    await seedPerson(shop, 'admin'),
  ];
  expect((await owner.call('GET', PATH)).body.ledger_heads).toBe(false);
  for (const person of [owner, admin]) expect((await person.call('PUT', PATH, WANTED)).status).toBe(200);
  await shop.send([payment(), payment()]);
  await tellDay(shop, '2026-11-20');
  await settled(shop, 1);
  const [mail, ...more] = await mailsOf(owner.email);
  expect(more).toEqual([]);
  expect(mail!.subject).toContain('2026-11-20');
  expect(mail!.text).toContain('/.well-known/signalbox-heads/2026-11-20.json');
  const kept = readKnown(mail!.text, shop.project_id);
  expect(kept).toMatchObject([{ seq: 2 }]);
  const { keys } = (await request('GET', '/.well-known/signalbox-keys', undefined)).body;
  expect(await isSignedBy(keys, shop.project_id, kept[0]!)).toBe(true);
  for (const { email } of [quiet, admin]) expect(await mailsOf(email)).toEqual([]);
});

it('who is no owner any more, or switched it off, when the mail goes out gets none', async () => {
  const shop = await seedTenant();
  const owner = await seedPerson(shop, 'owner');
  await owner.call('PUT', PATH, WANTED);
  await tellDay(shop, '2026-11-20');
  const [delivery] = await settled(shop, 1);
  const goesOut = async () => !('suppressed' in (await headKind.compose(aJob(), delivery!)));
  expect(await goesOut()).toBe(true);
  await owner.call('PUT', PATH, { ledger_heads: false });
  expect(await goesOut()).toBe(false);
  await owner.call('PUT', PATH, WANTED);
  await env.DB.prepare("UPDATE members SET role = 'admin' WHERE user_id = ?").bind(owner.user_id).run();
  expect(await goesOut()).toBe(false);
});
