import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { ledgerOf } from '../../../../durable/stubs.ts';
import { query } from '../../../testing/faults.ts';
import { payment, seedTenant } from '../../../testing/seed.ts';

it('an append that fails in the middle of its writes leaves nothing, and the ledger goes on', async () => {
  const shop = await seedTenant();
  await shop.send([payment(), payment()]);
  await runInDurableObject(ledgerOf(env, shop.project_id), (_, state) => {
    state.storage.sql.exec('ALTER TABLE cells RENAME TO hidden');
  });
  expect((await shop.send([payment(), payment(), payment()])).status).toBe(500);
  await runInDurableObject(ledgerOf(env, shop.project_id), (_, state) => {
    state.storage.sql.exec('ALTER TABLE hidden RENAME TO cells');
  });
  expect(await query(shop, 'SELECT count(*) AS n FROM seen')).toEqual([{ n: 2 }]);
  expect(await query(shop, 'SELECT sum(n) AS n FROM segments')).toEqual([{ n: 2 }]);
  const event = payment();
  expect((await shop.send(event)).body).toMatchObject({ accepted: 1 });
  expect((await shop.send(event)).body).toMatchObject({ duplicates: 1 });
});

it('a full disk refuses an append with 503, keeps nothing of it, and the ledger goes on', async () => {
  const shop = await seedTenant();
  await shop.send(payment());
  const full = "CREATE TRIGGER full BEFORE INSERT ON cells BEGIN SELECT raise(ABORT, 'database or disk is full'); END";
  await query(shop, full);
  const refused = await shop.send([payment(), payment()]);
  expect([refused.status, refused.body.code]).toEqual([503, 'storage.unavailable']);
  await query(shop, 'DROP TRIGGER full');
  expect(await query(shop, 'SELECT count(*) AS n FROM seen')).toEqual([{ n: 1 }]);
  expect((await shop.send(payment())).body).toMatchObject({ accepted: 1 });
});
