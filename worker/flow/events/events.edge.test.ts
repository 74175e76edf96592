import { describe, expect, it } from 'vitest';
import { payment, seedTenant, until } from '../../testing/seed.ts';

describe('the walk of a first event', () => {
  it('is accepted once, listed, and shows as money on its day', async () => {
    const shop = await seedTenant({ timezone: 'Europe/London', currency: 'GBP', industry: 'ecommerce' });
    const event = payment({ occurred_at: '2026-06-30T23:30:00Z', payload: { amount_cents: 1250, currency: 'GBP' } });
    const first = await shop.send(event);
    expect(first).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0, rejected: 0 } });
    const again = await shop.send(event);
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(again.body.results[0].event_id).toBe(first.body.results[0].event_id);

    const listed = await shop.call('GET', '/v1/events');
    expect(listed.body.data).toHaveLength(1);
    expect(listed.body.data[0]).toMatchObject({ id: first.body.results[0].event_id, event_type: 'payment_succeeded' });

    const path = '/v1/metrics/revenue?from=2026-06-30&to=2026-07-01';
    const series = await until(
      () => shop.call('GET', path),
      (reply) => reply.body.total === 1250,
    );
    expect(series.body).toMatchObject({
      metric: 'revenue',
      unit: 'money',
      grain: 'day',
      timezone: 'Europe/London',
      currency: 'GBP',
      points: [
        { at: '2026-06-30', value: 0 },
        { at: '2026-07-01', value: 1250 },
      ],
    });
    const kpis = await shop.call('GET', '/v1/kpis?date=2026-07-01');
    expect(kpis.body.cards.map((card: { label: string; value: number }) => [card.label, card.value])).toEqual([
      ['Net revenue', 1250],
      ['Revenue', 1250],
      ['Orders', 1],
      ['Refunded', 0],
      ['Refunds', 0],
    ]);
  });
});
