import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../../durable/stubs.ts';
import { evict, query } from '../../../testing/faults.ts';
import { checkChain } from '../../../testing/privacy.ts';
import { payment, request, type Seed, seedTenant } from '../../../testing/seed.ts';
import type { EventsLedger } from '../objects.ts';

const sendTen = async (shop: Seed) => {
  for (let i = 0; i < 10; i++) await shop.send([payment(), payment()]);
};

describe('the chain, checked from outside', () => {
  it('holds from zeros to the signed end, whatever the pages', async () => {
    const shop = await seedTenant();
    expect(await checkChain(shop)).toMatchObject({ problems: [], leaves: 0, to: 0 });
    await sendTen(shop);
    for (const limit of [1, 3, 200]) {
      expect(await checkChain(shop, '0', limit)).toMatchObject({
        problems: [],
        leaves: 20,
        segments: 10,
        from: 0,
        to: 20,
      });
    }
    expect(await checkChain(shop, '7')).toMatchObject({ problems: [], from: 8, to: 20 });
    expect(await checkChain(shop, '20')).toMatchObject({ problems: [], from: 20, to: 20 });
  });

  it('goes on behind the signed checkpoint of what retention dropped', async () => {
    const shop = await seedTenant();
    await sendTen(shop);
    await runInDurableObject(ledgerOf(env, shop.project_id), (_, state) => {
      state.storage.sql.exec('UPDATE segments SET received_at = received_at - 91 * 86400000 WHERE seq < 8');
    });
    await ledgerOf<EventsLedger>(env, shop.project_id).retain(90);
    await runDurableObjectAlarm(ledgerOf(env, shop.project_id));
    expect(await checkChain(shop)).toMatchObject({ problems: [], from: 8, to: 20, checkpoints: 1 });
    await evict(shop);
    await sendTen(shop);
    expect(await checkChain(shop)).toMatchObject({ problems: [], from: 8, to: 40, checkpoints: 1 });
  });

  it.each([
    ['a leaf', 'UPDATE segments SET leaves = zeroblob(64) WHERE seq = 6'],
    ['a head', 'UPDATE segments SET head = zeroblob(32) WHERE seq = 6'],
    ['a missing segment', 'DELETE FROM segments WHERE seq = 6'],
    ['the last segments', 'DELETE FROM segments WHERE seq > 10'],
    ['a rewritten start', 'DELETE FROM segments WHERE seq < 4'],
  ])('tells that %s was tampered with', async (_, sql) => {
    const shop = await seedTenant();
    await sendTen(shop);
    await runInDurableObject(ledgerOf(env, shop.project_id), (__, state) => void state.storage.sql.exec(sql));
    expect((await checkChain(shop)).problems).not.toEqual([]);
  });

  it('tells that a checkpoint was forged', async () => {
    const shop = await seedTenant();
    await sendTen(shop);
    await query(shop, 'INSERT INTO checkpoints (seq, head, at, signature) VALUES (8, zeroblob(32), 0, zeroblob(64))');
    expect((await checkChain(shop)).problems).toContain('The checkpoint at 8 is not signed.');
  });

  it('is for those who may read events', async () => {
    const shop = await seedTenant();
    expect((await request('GET', '/v1/events/chain', shop.publishable_key)).status).toBe(403);
    expect((await request('GET', '/v1/events/chain', undefined)).status).toBe(401);
    expect((await shop.call('GET', '/v1/events/chain?after=x')).status).toBe(422);
  });
});
