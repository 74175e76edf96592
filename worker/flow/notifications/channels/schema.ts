/** Channels of a project: recipients beside its members. */
import { z } from '@hono/zod-openapi';
import { PageQuery, pageOf } from '../../../base/page.ts';
import { EmailAddress } from '../../../tenants/auth/index.ts';
import { CHANNELS } from '../../../tenants/deliveries/index.ts';
import { LOCALES } from '../../../words/locales.ts';
import { SEVERITIES } from '../../rules/index.ts';
import { BUSINESS_EVENTS, Clock, Digest } from '../preferences/schema.ts';
import { Subscription } from '../push/subscription.ts';

/** `pending` waits for its recipient's consent; `gone` no longer takes anything. */
export const CHANNEL_STATES = ['pending', 'active', 'unsubscribed', 'gone'] as const;

const Name = z.string().trim().min(1).max(80);
const Severities = z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).describe('Which alerts it gets.');
const Events = z.array(z.enum(BUSINESS_EVENTS)).max(BUSINESS_EVENTS.length).describe('Which business events it gets.');
const ChannelDigest = Digest.describe('The report of each day or week.');
const DigestAt = Clock.describe('When the digest goes out, by the project’s clock.');
const LocaleName = z.enum(LOCALES.map(({ id }) => id) as [string, ...string[]]);

export const Channel = z
  .object({
    id: z.string(),
    kind: z.enum(CHANNELS),
    personal: z
      .boolean()
      .describe('One person’s own, for all projects of the workspace: their preferences say what it gets.'),
    name: z.string(),
    address: z.string().describe('Of a device: the service that takes its pushes.'),
    locale: z.string(),
    severities: Severities,
    events: Events,
    digest: ChannelDigest,
    digest_at: DigestAt,
    state: z.enum(CHANNEL_STATES).describe('`pending` until its recipient has agreed.'),
    created_at: z.string(),
    confirmed_at: z.string().nullable(),
  })
  .openapi('Channel');
export type Channel = z.infer<typeof Channel>;

export const ChannelPage = pageOf(Channel)
  .extend({
    kinds: z
      .array(
        z.object({
          kind: z.enum(CHANNELS),
          configured: z.boolean(),
          missing: z.array(z.string()).describe('The settings that the operator has to make first.'),
          consent: z.string().nullable().describe('`whatsapp`: what a person has to agree to, word for word.'),
          public_key: z.string().nullable().describe('`web_push`: what a browser subscribes with (VAPID).'),
        }),
      )
      .describe('What this installation can send by.'),
  })
  .openapi('ChannelPage');
export type ChannelPage = z.infer<typeof ChannelPage>;

export const ChannelsQuery = PageQuery.extend({
  personal: z
    .enum(['true', 'false'])
    .optional()
    .describe('`true`: only the caller’s own; `false`: only those of the project.'),
});
export type ChannelsQuery = z.infer<typeof ChannelsQuery>;

/** A recipient beside the members, who has to agree first. */
const EmailInput = z
  .object({
    kind: z.literal('email'),
    address: EmailAddress,
    name: Name.optional(),
    locale: LocaleName.optional().describe('Of its mails; the caller’s where it is absent.'),
    severities: Severities.optional(),
    events: Events.optional(),
    digest: ChannelDigest.optional(),
    digest_at: DigestAt.optional(),
  })
  .strict();

/** The signed-in person's own device. */
const DeviceInput = z
  .object({
    kind: z.literal('web_push'),
    name: Name.optional().describe('The browser and its system where it is absent.'),
    subscription: Subscription,
  })
  .strict();

/** The signed-in person's own phone. */
const PhoneInput = z
  .object({
    kind: z.literal('whatsapp'),
    address: z.string().max(32).describe('The number with its country, such as `+4915112345678`.'),
    name: Name.optional().describe('The number where it is absent.'),
    consent: z.string().max(1_000).describe('The text of `kinds` that the person has agreed to; kept as proof.'),
  })
  .strict();

export type PhoneInput = z.infer<typeof PhoneInput>;
export type EmailInput = z.infer<typeof EmailInput>;
export type DeviceInput = z.infer<typeof DeviceInput>;

export const ChannelInput = z.discriminatedUnion('kind', [EmailInput, DeviceInput, PhoneInput]).openapi('ChannelInput');
export type ChannelInput = z.infer<typeof ChannelInput>;

export const ChannelCode = z
  .object({ code: z.string().regex(/^\d{6}$/) })
  .strict()
  .openapi('ChannelCode');

export const ChannelPatch = z
  .object({
    name: Name,
    locale: LocaleName,
    severities: Severities,
    events: Events,
    digest: ChannelDigest,
    digest_at: DigestAt,
  })
  .partial()
  .strict()
  .openapi('ChannelPatch');
export type ChannelPatch = z.infer<typeof ChannelPatch>;
