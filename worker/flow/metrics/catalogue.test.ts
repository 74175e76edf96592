import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreMetrics, customMetrics, deltaPct, evaluate, findMetric, type Measure, measuresOf } from './catalogue.ts';

const INDUSTRIES = [
  'ecommerce',
  'saas',
  'restaurant',
  'services',
  'fitness',
  'hospitality',
  'agency',
  'generic',
] as const;
const CONTRACT = [
  'sessions',
  'leads',
  'signups',
  'payments',
  'revenue',
  'refunds',
  'refunds_amount',
  'net_revenue',
  'checkouts',
  'bookings',
  'subscriptions_started',
  'subscriptions_canceled',
  'payment_failures',
  'messages',
  'content',
  'conversion',
  'average_order_value',
  'new_customers',
  'returning_customers',
  'active_customers',
  'repeat_rate',
  'usage.ingest_unit',
  'usage.alerts_triggered',
];
const anyWord = fc.oneof(
  fc.stringMatching(/^[a-z0-9_]{1,12}$/),
  fc.constantFrom('amount', 'delta', '_', '0', 'a'.repeat(60)),
);
const anyCustom = fc.tuple(anyWord, anyWord).map(([vertical, event]) => `custom.${vertical}.${event}`);

describe('the catalogue', () => {
  it.each(INDUSTRIES)('of %s has the metrics of the contract, each found by its id', (industry) => {
    const metrics = coreMetrics(industry);
    expect(metrics.map(({ id }) => id)).toEqual(CONTRACT);
    for (const metric of metrics) {
      expect(findMetric(metric.id, industry)).toEqual({ metric, delta: false });
      expect(findMetric(`${metric.id}.delta`, industry)).toEqual({ metric, delta: true });
      expect(metric.unit === 'money').toBe(measuresOf(metric.formula)[0]!.field === 'sum');
      expect(metric.description).toMatch(/\.$/);
    }
    const over = industry === 'ecommerce' ? 'payment_succeeded' : 'lead_created';
    const measures = measuresOf(metrics.find(({ id }) => id === 'conversion')!.formula);
    expect(measures.map(({ event_type }) => event_type)).toEqual([over, 'session_started']);
  });

  it('finds both metrics of every custom event and their changes, whatever the event is called', () => {
    fc.assert(
      fc.property(anyCustom, (event_type) => {
        const [count, amount] = customMetrics(event_type);
        expect(findMetric(event_type, 'generic')).toEqual({ metric: count, delta: false });
        expect(findMetric(`${event_type}.amount`, 'generic')).toEqual({ metric: amount, delta: false });
        expect(findMetric(`${event_type}.delta`, 'generic')).toEqual({ metric: count, delta: true });
        expect(findMetric(`${event_type}.amount.delta`, 'generic')).toEqual({ metric: amount, delta: true });
        expect([count!.unit, amount!.unit]).toEqual(['count', 'money']);
        expect(measuresOf(amount!.formula)).toEqual([{ event_type, field: 'sum' }]);
        expect(count!.label).not.toBe(amount!.label);
      }),
    );
  });

  it('knows nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `custom.${s}`),
          fc.string().map((s) => `revenue${s}`),
        ),
        (id) => {
          const found = findMetric(id, 'saas');
          if (!found) return;
          const { metric, delta } = found;
          expect(delta ? `${metric.id}.delta` : metric.id).toBe(id);
          const known =
            CONTRACT.includes(metric.id) || /^custom\.[a-z0-9_]{1,60}\.[a-z0-9_]{1,60}(\.amount)?$/.test(metric.id);
          expect(known).toBe(true);
        },
      ),
    );
    for (const id of [
      '',
      '.delta',
      'custom.a.b.c',
      'custom.a.b.delta.delta',
      'revenue.delta.delta',
      'custom.A.b',
      'toString',
    ]) {
      expect(findMetric(id, 'saas'), id).toBeUndefined();
    }
  });
});

describe('values', () => {
  const reader = (values: Record<string, number>) => (measure: Measure) =>
    values[`${measure.field} ${measure.event_type}`] ?? 0;
  const value = (id: string, values: Record<string, number>) =>
    evaluate(findMetric(id, 'ecommerce')!.metric.formula, reader(values));

  it('are counts, sums, differences and ratios of their own measures', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.nat(1e12), fc.nat(1e6), fc.nat(1e6), (paid, refunded, payments, sessions) => {
        const values = {
          'sum payment_succeeded': paid,
          'sum refund_issued': refunded,
          'n payment_succeeded': payments,
          'n session_started': sessions,
        };
        expect(value('revenue', values)).toBe(paid);
        expect(value('payments', values)).toBe(payments);
        expect(value('net_revenue', values)).toBe(paid - refunded);
        expect(value('conversion', values)).toBe(sessions === 0 || payments > sessions ? null : payments / sessions);
      }),
    );
  });

  it('over nothing are null as ratios, zero otherwise', () => {
    const ratios = ['conversion', 'average_order_value', 'repeat_rate'];
    for (const id of CONTRACT) expect(value(id, {}), id).toBe(ratios.includes(id) ? null : 0);
  });
});

describe('the change in percent', () => {
  it('is null where there is nothing to compare with', () => {
    for (const [now, before] of [
      [null, 1],
      [1, null],
      [null, null],
      [1, 0],
      [0, 0],
      [-1, 0],
    ] as const) {
      expect(deltaPct(now, before)).toBeNull();
    }
  });

  it('has the sign of the change, also from below zero, and leads from before to now', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer().filter((n) => n !== 0),
        (now, before) => {
          const pct = deltaPct(now, before)!;
          expect(Math.sign(pct)).toBe(Math.sign(now - before));
          expect(before + (Math.abs(before) * pct) / 100).toBeCloseTo(now, 3);
        },
      ),
    );
    expect([deltaPct(150, 100), deltaPct(0, 80), deltaPct(-50, -100), deltaPct(5, 5)]).toEqual([50, -100, 50, 0]);
  });
});
