/** The Run overview as the API shows it. */
import { z } from '@hono/zod-openapi';
import { Currency, Day, Note } from '../../flow/metrics/index.ts';
import { Industry } from '../../tenants/orgs/index.ts';

export const KpisQuery = z.object({
  date: Day.optional(),
  currency: Currency.optional(),
  band: z.enum(['true', 'false']).optional(),
});
export type KpisQuery = z.infer<typeof KpisQuery>;

/** The same weekday a week before. */
export const Compared = z
  .object({
    day: z.string(),
    /** The whole day; while the asked day is under way, what that day had by the same time. */
    value: z.number().nullable(),
    by_now: z.boolean(),
    delta_pct: z.number().nullable(),
  })
  .openapi('Compared');

/** One event that makes at least half of a day’s money. */
export const Dominated = z
  .object({
    event_type: z.string(),
    /** Its amount in minor units, and its share of all amounts of its type on that day. */
    amount: z.number(),
    share: z.number(),
    /** A payment of this amount was refunded on the same day. */
    refunded: z.boolean(),
  })
  .openapi('Dominated');
export type Dominated = z.infer<typeof Dominated>;

export const KpiCard = z
  .object({
    metric: z.string(),
    label: z.string(),
    unit: z.enum(['count', 'money', 'ratio', 'percent']),
    value: z.number().nullable(),
    /** Set where the value is null because it would be a share above 1. */
    note: Note.optional(),
    /** The day before. */
    previous: z.number().nullable(),
    delta_pct: z.number().nullable(),
    /** What the day before had by the same time of day, and the change against it: of today only, null for days that are over. */
    previous_by_now: z.number().nullable(),
    delta_by_now_pct: z.number().nullable(),
    /** The metric of the card that this one explains and is shown below. */
    under: z.string().optional(),
    /** Null where that day lies before the project’s first event. */
    compared: Compared.nullable(),
    dominated: Dominated.optional(),
    /** The last 14 days up to the date, oldest first. */
    sparkline: z.array(z.number().nullable()),
    /** With `band=true`, the range in which the value usually lies (by now, of today); null while too little is known. */
    usual_low: z.number().nullable().optional(),
    usual_high: z.number().nullable().optional(),
    /** With `band=true`, the same of every whole day of the sparkline. */
    sparkline_low: z.array(z.number().nullable()).optional(),
    sparkline_high: z.array(z.number().nullable()).optional(),
  })
  .openapi('KpiCard');
export type KpiCard = z.infer<typeof KpiCard>;

export const Kpis = z
  .object({
    date: z.string(),
    timezone: z.string(),
    industry: Industry,
    currency: z.string(),
    /** Whether the project has any event yet: false shows how to send the first one. */
    has_events: z.boolean(),
    cards: z.array(KpiCard),
  })
  .openapi('Kpis');
export type Kpis = z.infer<typeof Kpis>;
