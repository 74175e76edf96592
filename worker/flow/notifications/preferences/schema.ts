/** What a person wants to be told of a project. */
import { z } from '@hono/zod-openapi';
import { isTimeZone } from '../../../base/time.ts';
import { SEVERITIES } from '../../rules/index.ts';
import { KINDS } from '../digests/periods.ts';

/** Business events that notify by choice. */
export const BUSINESS_EVENTS = [
  'lead_created',
  'signup',
  'payment_succeeded',
  'payment_failed',
  'checkout_abandoned',
  'build_failed',
] as const;
export type BusinessEvent = (typeof BUSINESS_EVENTS)[number];

/** Ways to a person, as preferences name them. */
export const WAYS = ['in_app', 'email', 'push', 'whatsapp'] as const;
export type Way = (typeof WAYS)[number];

export const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:00');
const Severities = z
  .array(z.enum(SEVERITIES))
  .max(SEVERITIES.length)
  .transform((list) => SEVERITIES.filter((severity) => list.includes(severity)))
  .openapi({ type: 'array', items: { type: 'string', enum: [...SEVERITIES] } });
const eachOf = <K extends string, T extends z.ZodType>(names: readonly K[], type: T) =>
  z.object(Object.fromEntries(names.map((name) => [name, type])) as Record<K, T>).strict();

export const Digest = z.enum(['off', ...KINDS]);

const fields = {
  enabled: z.boolean().describe('The master switch: off means nothing at all, the list in the dashboard included.'),
  events: eachOf(BUSINESS_EVENTS, z.boolean()).describe('Business events that notify in the dashboard and by mail.'),
  severities: eachOf(WAYS, Severities).describe('Which alerts go by which way.'),
  ledger_heads: z
    .boolean()
    .describe('Owners: the signed head of the ledger by mail, once a day, to be held against it later.'),
  quiet_hours: z
    .object({ from: Clock, to: Clock })
    .strict()
    .refine(({ from, to }) => from !== to, 'from and to are the same')
    .nullable()
    .describe(
      'Then only critical alerts go out; the rest follows when they end. The list in the dashboard is not affected.',
    ),
  timezone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'not an IANA time zone')
    .nullable()
    .describe('Of the quiet hours, the days and the digest; null: the project’s.'),
  daily_limit: z
    .number()
    .int()
    .min(1)
    .max(500)
    .describe(
      'Messages a day and way, of all projects; then only critical alerts go out, and the rest comes as one message at `digest_at` of the next day, or is left to the digest where one is chosen.',
    ),
  digest: Digest.describe(
    'The report of each day, or of each week from Monday to Sunday, in the dashboard and by mail.',
  ),
  digest_at: Clock.describe('When it goes out, after the day or week is over: by the clock of `timezone`.'),
  digest_whatsapp: z.boolean().describe('Whether its summary goes to the person’s phones as well.'),
};

export const Preferences = z.object(fields).openapi('NotificationPreferences');
export type Preferences = z.infer<typeof Preferences>;

/** What a PUT may change; what it leaves out stays. */
export const PreferencesInput = z
  .object({ ...fields, events: fields.events.partial(), severities: fields.severities.partial() })
  .partial()
  .strict()
  .openapi('NotificationPreferencesInput');
export type PreferencesInput = z.infer<typeof PreferencesInput>;
