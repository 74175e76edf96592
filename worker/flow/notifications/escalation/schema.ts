/** What the managers of a project decide for everybody who is told of it. */
import { z } from '@hono/zod-openapi';

/** A day: nobody is asked later than that. */
const MOST_MINUTES = 1_440;
const MOST_PEOPLE = 20;

const fields = {
  escalate_after_minutes: z
    .number()
    .int()
    .min(1)
    .max(MOST_MINUTES)
    .nullable()
    .describe(
      'A critical alert that nobody has acknowledged after so many minutes goes to the next person, and so on until somebody acts, for a day at most. Null: never.',
    ),
  escalate_to: z
    .array(z.string().max(64))
    .max(MOST_PEOPLE)
    .describe('Ids of members, in this order, each once. Without any: whoever may acknowledge alerts, owners first.'),
};

export const NotificationSettings = z.object(fields).openapi('NotificationSettings');
export type NotificationSettings = z.infer<typeof NotificationSettings>;

/** What a PUT may change; what it leaves out stays. */
export const NotificationSettingsInput = z.object(fields).partial().strict().openapi('NotificationSettingsInput');
export type NotificationSettingsInput = z.infer<typeof NotificationSettingsInput>;
