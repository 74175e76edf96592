/** Usage as the API shows it. */
import { z } from '@hono/zod-openapi';
import { isDay } from '../../base/time.ts';

const Day = z.string().refine(isDay, 'not a day (YYYY-MM-DD)');

/** UTC days, both included. */
export const UsageQuery = z.object({ from: Day.optional(), to: Day.optional() });
export type UsageQuery = z.infer<typeof UsageQuery>;

export const Usage = z
  .object({
    from: z.string(),
    to: z.string(),
    totals: z.record(z.string(), z.number()).openapi({ description: 'Quantities of the whole range by meter' }),
    days: z
      .array(z.object({ date: z.string() }).catchall(z.number()))
      .openapi({ description: 'Every day of the range, with a quantity for each meter' }),
  })
  .openapi('Usage');
export type Usage = z.infer<typeof Usage>;
