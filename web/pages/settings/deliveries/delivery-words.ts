/** States, kinds, channels and reasons of deliveries, in words. */
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { Reply } from '../../../base/api/api.ts';
import type { Tone } from '../../../parts/data/badge.tsx';

export type Delivery = Reply<'/v1/deliveries', 'get'>['data'][number];
/** Recipients beside the members. */
export type RecipientPage = Reply<'/v1/channels', 'get'>;
export type Channel = RecipientPage['data'][number];
export type State = Delivery['state'];
export type ChannelName = Delivery['channel'];

/** In the order in which a delivery may go through them. */
export const STATES: readonly State[] = ['pending', 'sent', 'failed', 'suppressed', 'dead'];
export const CHANNELS: readonly ChannelName[] = ['email', 'web_push', 'whatsapp', 'slack'];
/** What can be sent again. */
export const REPLAYABLE: readonly State[] = ['failed', 'suppressed', 'dead'];

export const TONES: Record<State, Tone | undefined> = {
  pending: 'info',
  sent: 'good',
  failed: 'warn',
  suppressed: undefined,
  dead: 'bad',
};

export const stateName = (state: State): string =>
  ({
    pending: t`On its way`,
    sent: t`Sent`,
    failed: t`Tried again later`,
    suppressed: t`Not sent`,
    dead: t`Given up`,
  })[state];

export const channelName = (channel: ChannelName): string =>
  ({ email: t`Mail`, web_push: t`Push`, whatsapp: 'WhatsApp', slack: 'Slack' })[channel];

const KINDS: Record<string, MessageDescriptor> = {
  'alert.raised': msg`Alert raised`,
  'alert.resolved': msg`Alert resolved`,
  'alert.escalated': msg`Alert that nobody took on`,
  event: msg`Business event`,
  'event.summary': msg`Several events at once`,
  'ledger.head': msg`Signed head of the ledger`,
  'channel.confirm': msg`Question whether they agree`,
  'channel.test': msg`Test`,
  'channel.code': msg`Code for a phone`,
  'chat.answer': msg`Answer to a button`,
};

/** What a delivery tells of; a kind without words here by its name. */
export function kindName(kind: string): string {
  const known = KINDS[kind];
  return known ? i18n._(known) : kind;
}

const REASONS: Record<string, MessageDescriptor> = {
  unknown_kind: msg`This version of Signalbox does not know this message.`,
  expired: msg`It would have come too late.`,
  error: msg`Something went wrong on our side.`,
  outcome_unknown: msg`Whether it went out is not known. Sending it again may send it twice.`,
  'mail.not_configured': msg`Mail is not set up on this server yet.`,
  not_configured: msg`Messages of this kind are not set up on this server.`,
  rate_limited: msg`The sending service asked us to wait.`,
  unavailable: msg`The sending service was not available.`,
  unreachable: msg`The sending service could not be reached.`,
  timeout: msg`The sending service took too long.`,
  refused: msg`The sending service refused it.`,
  bad_address: msg`Nothing can be sent to this address.`,
  window_closed: msg`WhatsApp takes only templates a day after the last answer.`,
  no_whatsapp: msg`There is no WhatsApp at this number.`,
  template_missing: msg`WhatsApp does not know the template.`,
  device_gone: msg`The device no longer takes pushes, and was removed.`,
  address_suppressed: msg`The address takes no mail from us.`,
  address_bounced: msg`Mail to this address came back.`,
  address_complained: msg`The recipient reported a mail as spam.`,
  daily_quota: msg`The plan’s messages for the day are used up.`,
  daily_limit: msg`The person had enough messages that day. The digest has it.`,
  raised_not_sent: msg`They were not told that it began, so not that it ended.`,
  told_as_over: msg`The message that it began says already that it is over.`,
  'outbound.refused': msg`The address of the service must not be called.`,
  taken_on: msg`Somebody had taken it on.`,
  project_not_in_use: msg`The project is archived or gone.`,
  not_a_member: msg`The person is no member any more.`,
  not_allowed: msg`It was not allowed.`,
  switched_off: msg`The recipient does not want it any more.`,
  not_asked_any_more: msg`The question had been answered.`,
  channel_removed: msg`The recipient was removed.`,
  channel_pending: msg`The recipient has not agreed yet.`,
  channel_unsubscribed: msg`The recipient has unsubscribed.`,
  channel_gone: msg`The address takes no mail from us.`,
};

/** Why it was not sent, with the other side's own words where there are some. */
export function reasonText({ reason, detail }: Delivery): string {
  const known = reason ? REASONS[reason] : undefined;
  return [known ? i18n._(known) : reason, detail].filter(Boolean).join(' ');
}

/** Whether a recipient gets anything, and why not. */
export function stateOfRecipient(state: Channel['state']): { words: string; tone: Tone | undefined } {
  switch (state) {
    case 'active':
      return { words: t`Agreed`, tone: 'good' };
    case 'pending':
      return { words: t`Asked, no answer yet`, tone: 'info' };
    case 'unsubscribed':
      return { words: t`Unsubscribed`, tone: undefined };
    case 'gone':
      return { words: t`Mail comes back`, tone: 'bad' };
  }
}
