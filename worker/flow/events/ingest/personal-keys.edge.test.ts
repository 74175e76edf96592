import { describe, expect, it } from 'vitest';
import { query } from '../../../testing/faults.ts';
import { rawText } from '../../../testing/privacy.ts';
import { seedTenant } from '../../../testing/seed.ts';

const CARD = '4111111111111111';
const KEYS = [`order-paid:${CARD}`, 'card 4111-1111-1111-1111', 'signup:ana@example.com', 'pay ana%40example.com'];

const signup = (idempotency_key: string, over = {}) => ({ event_type: 'signup', idempotency_key, ...over });

describe('personal data beside the payload', () => {
  it.each(['hash', 'redact'])('is nowhere in clear under %s: in types, ids and keys', async (pii_policy) => {
    const shop = await seedTenant({ pii_policy });
    const types = { actor_type: 'ana@example.com', entity_type: 'card 4111 1111 1111 1111' };
    const events = KEYS.map((key, i) => signup(key, { ...types, entity_id: `e-${i}` }));
    expect((await shop.send(events)).body).toMatchObject({ accepted: KEYS.length });
    const text = await rawText(shop);
    for (const clear of ['ana@', 'ana%40', CARD, '4111-1111', '4111 1111']) expect(text).not.toContain(clear);
  });

  it('leaves keys known: sent again they are duplicates, with other content conflicts, and the list finds them', async () => {
    const shop = await seedTenant();
    await shop.send(KEYS.map((key) => signup(key)));
    expect((await shop.send(KEYS.map((key) => signup(key)))).body).toMatchObject({
      accepted: 0,
      duplicates: KEYS.length,
    });
    expect((await shop.send(signup(KEYS[0]!, { actor_id: 'other' }))).status).toBe(409);
    for (const key of KEYS) {
      const { body } = await shop.call('GET', `/v1/events?idempotency_key=${encodeURIComponent(key)}`);
      expect(body.data).toHaveLength(1);
    }
  });

  it('is known under another policy, too', async () => {
    const shop = await seedTenant({ pii_policy: 'keep' });
    await shop.send(signup(KEYS[0]!));
    expect((await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { pii_policy: 'hash' })).status).toBe(200);
    expect((await shop.send(signup(KEYS[0]!))).body).toMatchObject({ duplicates: 1 });
  });

  it('is hashed where a ledger of before has it in clear, and stays known', async () => {
    const shop = await seedTenant();
    const key = KEYS[0]!;
    await shop.send(signup(key));
    await query(shop, 'UPDATE seen SET key = CAST(? AS BLOB)', `sb${key}`);
    expect(await rawText(shop)).toContain(CARD);
    expect((await shop.send(signup(key))).body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect((await shop.send([signup(key)])).body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await rawText(shop)).not.toContain(CARD);
  });
});
