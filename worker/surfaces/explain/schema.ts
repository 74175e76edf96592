/** Why a number is what it is, as the API shows it. */
import { z } from '@hono/zod-openapi';
import { Currency, Day } from '../../flow/metrics/index.ts';

export const ExplainQuery = z.object({
  metric: z.string().max(200).openapi({ example: 'net_revenue' }),
  from: Day,
  to: Day,
  currency: Currency.optional(),
});
export type ExplainQuery = z.infer<typeof ExplainQuery>;

/** One reason: how much of the change it makes, in the metric’s unit; of an event, its amount. */
export const ExplainPart = z
  .object({
    kind: z.enum(['count', 'average', 'sum', 'currency', 'value', 'event']),
    /** An event type, a currency, or a field of the events and its value. */
    key: z.string(),
    value: z.number(),
    /** Of the change; of an event of all amounts of its type. Null where there is no change. */
    share: z.number().nullable(),
    /** Of one payment alone: it was refunded on the same day. */
    refunded: z.boolean().optional(),
  })
  .openapi('ExplainPart');
export type ExplainPart = z.infer<typeof ExplainPart>;

export const Explanation = z
  .object({
    metric: z.string(),
    from: z.string(),
    to: z.string(),
    value: z.number().nullable(),
    /** The same weekday a week before, or as many days before; null where most of them lie before the first event. */
    previous: z.number().nullable(),
    currency: z.string().nullable(),
    /** In English, from the numbers of this reply. */
    sentence: z.string(),
    parts: z.array(ExplainPart),
    /** What the sentence is made of, for other languages. */
    told: z.any(),
  })
  .openapi('Explanation');
export type Explanation = z.infer<typeof Explanation>;
