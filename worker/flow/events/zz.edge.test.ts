import { expect, it } from 'vitest';
import { evict, heldBy, listAll, post } from '../../testing/faults.ts';
import { operate, payment, seedTenant } from '../../testing/seed.ts';

const ev = (deep: string) => `{"event_type":"signup","idempotency_key":"a","payload":{"__proto__":${deep}}}`;
it.each(['keep', 'hash'])('poison %s', async (pii_policy) => {
  const shop = await seedTenant({ pii_policy });
  const r1 = await post(shop, ev('['.repeat(15_000) + ']'.repeat(15_000)));
  console.log(r1.status, JSON.stringify(r1.body).slice(0, 200));
  const r = await post(shop, ev('{"a":'.repeat(3000) + '1' + '}'.repeat(3000)));
  console.log(r.status, JSON.stringify(r.body).slice(0, 200));
  await evict(shop);
  const s = await shop.send(payment());
  console.log(s.status, s.body);
  console.log(await heldBy(shop).catch(String));
});
