import { describe, expect, it } from 'vitest';
import { pendingIn } from '../../../testing/live-rules.ts';
import { makeRule, untilAlerts } from '../../../testing/rules.ts';
import { payment, type Seed, seedTenant, until } from '../../../testing/seed.ts';

const refund = (amount_cents: number) =>
  payment({ event_type: 'refund_issued', payload: { amount_cents, currency: 'GBP' } });

/** Waits until the Hub has everything the ledger found. */
const delivered = (shop: Seed) =>
  until(
    () => pendingIn(shop),
    ({ firings }) => firings === 0,
  );

describe('a mark as a false positive', () => {
  it('of a live threshold lets larger values through in the same period', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await makeRule(shop, { type: 'metric_threshold', metric: 'refunds_amount', threshold: 5_000 });
    await shop.send(refund(6_000));
    const [first] = await untilAlerts(shop, 1);
    await shop.call('POST', `/v1/alerts/${first.id}/false-positive`);
    await shop.send(refund(9_000));
    await shop.send(refund(90_000));
    await delivered(shop);
    expect(await untilAlerts(shop, 2)).toMatchObject([
      { status: 'resolved', suppressed: 0 },
      { status: 'pending', payload: { observed: 15_000 } },
    ]);
  });
});
