/** The Run overview as the API shows it. */
import { z } from '@hono/zod-openapi';
import { Currency, Day, Note } from '../../flow/metrics/index.ts';
import { Industry } from '../../tenants/orgs/index.ts';

export const KpisQuery = z.object({ date: Day.optional(), currency: Currency.optional() });
export type KpisQuery = z.infer<typeof KpisQuery>;

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
    /** The last 14 days up to the date, oldest first. */
    sparkline: z.array(z.number().nullable()),
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
