import { describe, expect, it } from 'vitest';
import { evict, expectHeld, heldBy, post, query } from '../../../testing/faults.ts';
import { operate, payment, type Seed, seedTenant } from '../../../testing/seed.ts';

/** Cloudflare's limit of one row and of one bound value; workerd on a laptop does not hold it. */
const MAX_ROW = 2_000_000;

/** No row of the ledger is one that production would refuse. */
async function expectRowsFit(shop: Seed): Promise<void> {
  const [row] = await query<{ most: number }>(
    shop,
    'SELECT max(length(CAST(body AS BLOB)) + length(salts) + length(leaves) + length(types)) AS most FROM segments',
  );
  expect(row!.most).toBeLessThan(MAX_ROW);
}

describe('a segment stays below the platform’s 2 MB a row', () => {
  it('when appends that arrive together share a transaction', async () => {
    const shop = await seedTenant();
    const pad = 'n'.repeat(25_000);
    const big = () => Array.from({ length: 40 }, () => payment({ payload: { amount_cents: 1, currency: 'GBP', pad } }));
    const replies = await Promise.all(Array.from({ length: 6 }, () => shop.send(big())));
    expect(replies.map((reply) => reply.body.accepted)).toEqual(Array(6).fill(40));
    await expectHeld(shop, 240, 240);
    await expectRowsFit(shop);
  });

  it('when numbers are longer written out than sent', async () => {
    const shop = await seedTenant();
    const numbers = `[${Array(1_480).fill('1e20').join(',')}]`;
    const event = (i: number) => `{"event_type":"signup","idempotency_key":"a${i}","payload":{"numbers":${numbers}}}`;
    const body = `[${Array.from({ length: 135 }, (_, i) => event(i)).join(',')}]`;
    expect((await post(shop, body)).body).toMatchObject({ accepted: 135 });
    await expectHeld(shop, 135);
    await expectRowsFit(shop);
  });

  it('when tokens are longer than the personal data they stand for', async () => {
    const shop = await seedTenant();
    const text = Array(3_000).fill('a@b.co').join(' ');
    const events = Array.from({ length: 40 }, () => payment({ payload: { amount_cents: 1, currency: 'GBP', text } }));
    // One alone: a request may not hold more of them.
    const replies = await Promise.all(events.map((event) => shop.send([event])));
    expect(replies.map((reply) => reply.body.accepted)).toEqual(Array(40).fill(1));
    await expectHeld(shop, 40, 40);
    await expectRowsFit(shop);
  });
});

describe('a payload', () => {
  const sized = (bytes: number, fill = 'n') => {
    const payload = { amount_cents: 1, currency: 'GBP', note: '' };
    const room = bytes - Buffer.byteLength(JSON.stringify(payload));
    const size = Buffer.byteLength(fill);
    return payment({ payload: { ...payload, note: fill.repeat(room / size) + 'x'.repeat(room % size) } });
  };

  it('of 32,768 bytes is taken, one more or 33 KB refused, its neighbours stand', async () => {
    const shop = await seedTenant({ pii_policy: 'keep' });
    for (const fill of ['n', 'é', '€', '👍']) {
      const reply = await shop.send([sized(32_769, fill), sized(32_768, fill), sized(33 * 1_024, fill)]);
      expect(reply.body.results).toMatchObject([
        { status: 'rejected', code: 'event.payload_too_large' },
        { status: 'accepted' },
        { status: 'rejected', code: 'event.payload_too_large' },
      ]);
      expect(await shop.send(sized(32_769, fill))).toMatchObject({
        status: 422,
        body: { code: 'event.payload_too_large' },
      });
    }
    await expectHeld(shop, 4, 4);
  });

  it('is measured without the blanks between its parts', async () => {
    const shop = await seedTenant();
    const event = JSON.stringify(payment()).replace('"payload":{', `"payload":{${' '.repeat(40_000)}`);
    expect((await post(shop, event)).body).toMatchObject({ accepted: 1 });
    await expectHeld(shop, 1, 1_000);
  });
});

it('no payload that was accepted stops the ledger from waking up again', async () => {
  for (const pii_policy of ['keep', 'hash']) {
    const shop = await seedTenant({ pii_policy });
    const inner = [
      '"__proto__":{"a":1}',
      `"__proto__":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
      `"__proto__":${'['.repeat(3_000)}${']'.repeat(3_000)}`,
      '"a\\ud800":"\\udc00","\\u0000":"\\u0000"',
      '"currency.x":1,"$.payload":2,"":3,"n":1e308,"m":-0,"k":12345678901234567890',
    ];
    let accepted = 0;
    for (const [i, payload] of inner.entries()) {
      const reply = await post(shop, `{"event_type":"signup","idempotency_key":"k${i}","payload":{${payload}}}`);
      expect([200, 422]).toContain(reply.status);
      accepted += reply.status === 200 ? 1 : 0;
    }
    await evict(shop);
    expect((await shop.send(payment())).body).toMatchObject({ accepted: 1 });
    expect(await heldBy(shop)).toMatchObject({ keys: accepted + 1, events: accepted + 1, counted: accepted + 1 });
    const reconciled = await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, {});
    expect(reconciled).toMatchObject({ status: 200, body: { differences: [] } });
  }
});
