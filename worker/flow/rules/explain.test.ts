import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreMetrics, customMetrics, PointBook } from '../metrics/index.ts';
import { payloadOf } from './explain.ts';
import { checkRule } from './rule-checks.ts';
import type { Question } from './scheduled/judge-series.ts';
import { completePeriods } from './scheduled/periods.ts';
import type { RuleInput } from './schema.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const DAY = completePeriods('day', 'UTC', NOW, 1)[0]!;
const HOUR = completePeriods('hour', 'UTC', Date.UTC(2026, 10, 20, 15, 5), 1)[0]!;
const WEEK = '2026-11-13';

type Amounts = [event_type: string, at: string, n: number, sum?: number, currency?: string];

function explained(rule: Partial<RuleInput>, points: Amounts[], over: Partial<Parameters<typeof payloadOf>[2]> = {}) {
  const { fields } = checkRule({ name: 'r', type: 'metric_threshold', threshold: 5, ...rule } as RuleInput, {
    industry: 'ecommerce',
  });
  const grain = fields.grain ?? 'day';
  const base = fields.metric!.replace(/\.delta$/, '');
  const metrics = [...coreMetrics('ecommerce'), ...customMetrics('custom.platform.build_failed')];
  const metric = metrics.find(({ id }) => id === base)!;
  const currency = fields.currency ?? (metric.unit === 'money' ? 'GBP' : undefined);
  const question: Question = { fields, metric, delta: base !== fields.metric, grain, zone: 'UTC', currency };
  const rows = points.map(([event_type, at, n, sum = 0, of = '']) => ({ grain, event_type, at, n, sum, currency: of }));
  const book = new PointBook(rows);
  const period = grain === 'day' ? DAY : HOUR;
  const observed = book.value(metric, grain, [period.at], currency) ?? 0;
  const deviation = { direction: 'down' as const, size: 1 };
  const threshold = fields.threshold ?? 0;
  return payloadOf(question, book, { period, firing: true, observed, expected: null, threshold, deviation, ...over });
}

describe('an explanation', () => {
  it('reads as a person would write it', () => {
    const few = { metric: 'bookings', operator: 'lt' } as const;
    const revenue = { metric: 'revenue', operator: 'lt', threshold: 200_000 } as const;
    const paid = (at: string, n: number, sum: number): Amounts => ['payment_succeeded', at, n, sum, 'GBP'];
    const said = [
      explained(few, [
        ['booking_requested', DAY.at, 3],
        ['booking_requested', WEEK, 8],
      ]),
      explained(few, [['booking_requested', DAY.at, 1]]),
      explained(few, []),
      explained({ ...few, grain: 'hour', for_minutes: 180 }, [['booking_requested', HOUR.at, 2]]),
      explained(revenue, [paid(DAY.at, 31, 124_000), paid(WEEK, 52, 200_000)]),
      explained({ metric: 'net_revenue', operator: 'lt', threshold: 0 }, [
        paid(DAY.at, 2, 5_000),
        ['refund_issued', DAY.at, 1, 9_000, 'GBP'],
        paid(WEEK, 4, 20_000),
      ]),
      explained({ metric: 'conversion', operator: 'lt', threshold: 0.02 }, [
        ['payment_succeeded', DAY.at, 6],
        ['session_started', DAY.at, 600],
        ['payment_succeeded', WEEK, 21],
        ['session_started', WEEK, 700],
      ]),
      explained({ metric: 'revenue.delta', operator: 'lt', threshold: -30 }, [], { observed: -42.31 }),
      explained(
        { type: 'anomaly', metric: 'refunds', direction: 'up' },
        [
          ['refund_issued', DAY.at, 12],
          ['refund_issued', WEEK, 1],
        ],
        {
          low: 0,
          high: 4.2,
          expected: 2.1,
          score: 6,
        },
      ),
      explained({ metric: 'custom.platform.build_failed', operator: 'gt' }, [
        ['custom.platform.build_failed', DAY.at, 7],
      ]),
      explained({ metric: 'payments', operator: 'gt' }, [
        ['payment_succeeded', DAY.at, 9, 9, 'GBP'],
        ['payment_succeeded', DAY.at, 21, 9, 'EUR'],
        ['payment_succeeded', WEEK, 8, 9, 'GBP'],
        ['payment_succeeded', WEEK, 2, 9, 'EUR'],
      ]),
    ].map(({ explanation }) => explanation);
    expect(said).toEqual([
      '3 bookings on Friday, 20 November, below the threshold of 5, 63% fewer than a week before (8).',
      '1 booking on Friday, 20 November, below the threshold of 5, after none a week before.',
      'No bookings on Friday, 20 November, below the threshold of 5, the same as a week before.',
      '2 bookings on Friday, 20 November between 14:00 and 15:00, the last of 3 hours in a row, below the threshold of 5, after none a week before.',
      'Revenue of £1,240.00 on Friday, 20 November, below the threshold of £2,000.00, 38% less than a week before (£2,000.00): 31 payments instead of 52, £40.00 on average instead of £38.46.',
      'Net revenue of -£40.00 on Friday, 20 November, below the threshold of £0.00, after £200.00 a week before: payments of £50.00 instead of £200.00, refunds of £90.00 instead of £0.00.',
      'Conversion of 1% on Friday, 20 November, below the threshold of 2%, down from 3% a week before: 6 payments from 600 sessions instead of 21 from 700.',
      'Revenue fell by 42% on Friday, 20 November, below the threshold of -30%.',
      '12 refunds on Friday, 20 November, where 0 to 4.2 is usual, 12 times as many as a week before (1).',
      '7 “build failed” events on Friday, 20 November, above the threshold of 5, after none a week before.',
      '30 payments on Friday, 20 November, above the threshold of 5, 200% more than a week before (10): most of it in EUR (21 instead of 2).',
    ]);
  });

  it('tells the change and its parts in numbers', () => {
    const paid = (at: string, n: number, sum: number): Amounts => ['payment_succeeded', at, n, sum, 'GBP'];
    expect(
      explained({ metric: 'revenue', operator: 'lt' }, [paid(DAY.at, 31, 124_000), paid(WEEK, 52, 200_000)]),
    ).toMatchObject({
      metric: 'revenue',
      unit: 'money',
      change_pct: -38,
      window: { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
      parts: [
        { label: 'payments', now: 31, before: 52, unit: 'count' },
        { label: 'average', now: 4_000, unit: 'money' },
      ],
    });
  });

  it('never says NaN, infinity or undefined, whatever the numbers', () => {
    const metrics = [
      'revenue',
      'bookings',
      'net_revenue',
      'conversion',
      'payments',
      'revenue.delta',
      'usage.ingest_unit',
    ];
    const count = fc.integer({ min: 0, max: 1e6 });
    const rules = fc.constantFrom(...metrics);
    const operator = fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const);
    fc.assert(
      fc.property(
        rules,
        operator,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.array(count, { minLength: 6, maxLength: 6 }),
        (metric, operator, threshold, n) => {
          const points: Amounts[] = [
            ['payment_succeeded', DAY.at, n[0]!, n[1]! * 1e6, 'GBP'],
            ['payment_succeeded', WEEK, n[2]!, n[3]!, 'EUR'],
            ['session_started', DAY.at, n[4]!],
            ['refund_issued', WEEK, 1, n[5]!, 'GBP'],
          ];
          const { explanation } = explained({ metric, operator, threshold }, points);
          expect(explanation).not.toMatch(/NaN|Infinity|undefined|null|\s\s| ,/);
        },
      ),
    );
  });
});
