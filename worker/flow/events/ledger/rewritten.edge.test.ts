import { expect, it } from 'vitest';
import { ChainHeads } from '../../../../scripts/events/known-heads.ts';
import { evict, query } from '../../../testing/faults.ts';
import { checkChain } from '../../../testing/privacy.ts';
import { payment, type Seed, seedTenant } from '../../../testing/seed.ts';
import { headOf, leafOf } from '../ingest/prepare.ts';

/** What an operator with a shell could do: changes an amount, then computes every leaf and head anew. */
async function rewrite(shop: Seed): Promise<void> {
  type Row = { seq: number; body: string; salts: ArrayBuffer };
  const rows = await query<Row>(shop, 'SELECT seq, body, salts FROM segments ORDER BY seq');
  let head: Uint8Array = new Uint8Array(32);
  for (const { seq, body, salts } of rows) {
    const events = JSON.parse(body.replaceAll('"amount_cents":1000', '"amount_cents":1')) as object[];
    const texts = events.map((event) => JSON.stringify(event));
    const leaves = Buffer.concat(
      texts.map((text, i) => leafOf(new Uint8Array(salts.slice(i * 16, i * 16 + 16)), text)),
    );
    head = headOf(head, leaves);
    const columns = [`[${texts.join(',')}]`, new Uint8Array(leaves).buffer, new Uint8Array(head).buffer] as const;
    await query(shop, 'UPDATE segments SET body = ?, leaves = ?, head = ? WHERE seq = ?', ...columns, seq);
  }
  await evict(shop);
}

it('a ledger that was rewritten, with every hash made to fit, passes alone, and fails against one head that was kept', async () => {
  const shop = await seedTenant();
  for (let i = 0; i < 5; i++) await shop.send([payment(), payment()]);
  const before = await checkChain(shop);
  const kept = [{ project_id: before.project_id, ...before.end! }];
  await shop.send([payment()]);
  const follow = async () => {
    const heads = new ChainHeads();
    const found = await checkChain(shop, '0', 3, (segment) => heads.add(segment));
    return { ...found, ...heads.compare(kept, found) };
  };
  expect(await follow()).toMatchObject({ compared: 1, problems: [] });
  await rewrite(shop);
  expect((await checkChain(shop)).problems).toEqual([]);
  expect((await follow()).problems).toEqual([expect.stringContaining('does not lead through the head at 10')]);
});
