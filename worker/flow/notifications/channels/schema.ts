/** Channels of a project: recipients beside its members. */
import { z } from '@hono/zod-openapi';
import { pageOf } from '../../../base/page.ts';
import { EmailAddress } from '../../../tenants/auth/index.ts';
import { CHANNELS } from '../../../tenants/deliveries/index.ts';
import { LOCALES } from '../../../words/locales.ts';
import { SEVERITIES } from '../../rules/index.ts';
import { BUSINESS_EVENTS } from '../preferences/schema.ts';

/** `pending` waits for its recipient's consent; `gone` no longer takes anything. */
export const CHANNEL_STATES = ['pending', 'active', 'unsubscribed', 'gone'] as const;

const Name = z.string().trim().min(1).max(80);
const Severities = z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).describe('Which alerts it gets.');
const Events = z.array(z.enum(BUSINESS_EVENTS)).max(BUSINESS_EVENTS.length).describe('Which business events it gets.');
const LocaleName = z.enum(LOCALES.map(({ id }) => id) as [string, ...string[]]);

export const Channel = z
  .object({
    id: z.string(),
    kind: z.enum(CHANNELS),
    name: z.string(),
    address: z.string(),
    locale: z.string(),
    severities: Severities,
    events: Events,
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
        }),
      )
      .describe('What this installation can send by.'),
  })
  .openapi('ChannelPage');
export type ChannelPage = z.infer<typeof ChannelPage>;

/** A recipient beside the members, who has to agree first. */
const EmailInput = z
  .object({
    kind: z.literal('email'),
    address: EmailAddress,
    name: Name.optional(),
    locale: LocaleName.optional().describe('Of its mails; the caller’s where it is absent.'),
    severities: Severities.optional(),
    events: Events.optional(),
  })
  .strict();

// Further kinds join by `z.discriminatedUnion('kind', […])`.
export const ChannelInput = EmailInput.openapi('ChannelInput');
export type ChannelInput = z.infer<typeof ChannelInput>;

export const ChannelPatch = z
  .object({ name: Name, locale: LocaleName, severities: Severities, events: Events })
  .partial()
  .strict()
  .openapi('ChannelPatch');
export type ChannelPatch = z.infer<typeof ChannelPatch>;
