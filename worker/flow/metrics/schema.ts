/** Metrics as the API shows them. */
import { z } from '@hono/zod-openapi';
import { isCurrency } from '../../base/currencies.ts';
import { PageQuery, pageOf } from '../../base/page.ts';
import { isDay } from '../../base/time.ts';

export const Day = z.string().refine(isDay, 'not a day, YYYY-MM-DD').openapi({ example: '2026-11-21', format: 'date' });
export const Currency = z.string().refine(isCurrency, 'not an ISO 4217 currency code').openapi({ example: 'GBP' });

export const MetricEntry = z
  .object({
    id: z.string(),
    label: z.string(),
    unit: z.enum(['count', 'money', 'ratio', 'percent']),
    kind: z.enum(['count', 'sum', 'difference', 'average', 'ratio']),
    description: z.string(),
  })
  .openapi('Metric');
export type MetricEntry = z.infer<typeof MetricEntry>;

export const SeriesQuery = z.object({
  from: Day,
  to: Day,
  grain: z.enum(['hour', 'day', 'week', 'month']).default('day'),
  currency: Currency.optional(),
  /** `previous`: as many days right before. `aligned`: the same weekdays, of a month as many of its days, and no more than by now. */
  compare: z.enum(['previous', 'aligned']).optional(),
  /** Adds the usual range to every point. */
  band: z.enum(['true', 'false']).optional(),
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;
export type Grain = SeriesQuery['grain'];

/** One bucket: the local day of its first day, or for hours local ISO time with offset. */
export const Point = z
  .object({
    at: z.string(),
    value: z.number().nullable(),
    /** The ends of what is usual, with `band=true`: null while too little is known. Of a bucket under way they are those of the whole bucket. */
    usual_low: z.number().nullable().optional(),
    usual_high: z.number().nullable().optional(),
  })
  .openapi('Point');
export type Point = z.infer<typeof Point>;

/** Why a share is null though there were sessions. */
export const MORE_THAN_SESSIONS = 'more_than_sessions' as const;
export const Note = z.enum([MORE_THAN_SESSIONS]).openapi('MetricNote', {
  description:
    'more_than_sessions: more payments or leads than sessions were counted, so some sessions were not recorded. A share cannot be computed and is null.',
});

export const MetricSeries = z
  .object({
    metric: z.string(),
    unit: z.enum(['count', 'money', 'ratio', 'percent']),
    grain: z.enum(['hour', 'day', 'week', 'month']),
    timezone: z.string(),
    /** The currency of money, or the one of the query; null for counts of all currencies. */
    currency: z.string().nullable(),
    points: z.array(Point),
    total: z.number().nullable(),
    /** Set where a point or the total is null because it would be above 1. */
    note: Note.optional(),
    previous: z
      .object({
        points: z.array(Point),
        total: z.number().nullable(),
        /** With `compare=aligned`: its first and last day, and whether the last one counts up to this time of day only. */
        from: z.string().optional(),
        to: z.string().optional(),
        by_now: z.boolean().optional(),
      })
      .optional(),
    /** Null where most of the earlier days lie before the first event. */
    delta_pct: z.number().nullable().optional(),
  })
  .openapi('MetricSeries');
export type MetricSeries = z.infer<typeof MetricSeries>;

export const ReconcileInput = z.object({ days: z.number().int().min(1).max(90).default(7) }).strict();

/** A count, and the sum, smallest and largest of its amounts in minor units. */
export const Amounts = z.object({ n: z.number(), sum: z.number(), min: z.number(), max: z.number() });
export type Amounts = z.infer<typeof Amounts>;

/**
 * A place where the ledger’s own sums (`cell`, `day`) or D1 (`point`, `usage`) disagreed with the events, and what it was healed
 * to. Of usage and days `event_type` is the meter and `n` the quantity.
 */
export const Difference = z.object({
  where: z.enum(['cell', 'point', 'day', 'usage']),
  at: z.string(),
  event_type: z.string(),
  currency: z.string(),
  found: Amounts,
  expected: Amounts,
});
export type Difference = z.infer<typeof Difference>;

export const Reconciliation = z
  .object({
    id: z.string(),
    project_id: z.string(),
    from_day: z.string(),
    to_day: z.string(),
    checked: z.number().int(),
    differences: z.array(Difference),
    healed: z.number().int(),
    created_at: z.string(),
  })
  .openapi('Reconciliation');
export type Reconciliation = z.infer<typeof Reconciliation>;

export const ReconciliationPage = pageOf(Reconciliation);
export type ReconciliationPage = z.infer<typeof ReconciliationPage>;

export const ReconciliationsQuery = PageQuery;
export type ReconciliationsQuery = z.infer<typeof ReconciliationsQuery>;
