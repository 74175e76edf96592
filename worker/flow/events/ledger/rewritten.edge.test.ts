import { expect, it } from 'vitest';
import { ChainHeads } from '../../../../scripts/events/known-heads.ts';
import { checkChain, rewriteLedger } from '../../../testing/privacy.ts';
import { payment, seedTenant } from '../../../testing/seed.ts';

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
  await rewriteLedger(shop);
  expect((await checkChain(shop)).problems).toEqual([]);
  expect((await follow()).problems).toEqual([expect.stringContaining('does not lead through the head at 10')]);
});
