/** Types and sources of events in the reader's language: those of the core list by name, custom ones from their own. */
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { formatEventType } from './format.ts';

const TYPES: Record<string, MessageDescriptor> = {
  lead_created: msg`New lead`,
  signup: msg`Signup`,
  checkout_started: msg`Checkout started`,
  payment_succeeded: msg`Payment`,
  payment_failed: msg`Payment failed`,
  refund_issued: msg`Refund`,
  subscription_started: msg`Subscription started`,
  subscription_canceled: msg`Subscription canceled`,
  booking_requested: msg`Booking requested`,
  message_received: msg`Message received`,
  content_published: msg`Content published`,
  session_started: msg`Visit`,
};

const SOURCES: Record<string, MessageDescriptor> = {
  sdk: msg`Website or app`,
  webhook: msg`Webhook`,
  server: msg`Server`,
  manual: msg`By hand`,
};

/** What happened, such as "Payment"; `custom.saas.trial_started` is "Trial started" in every language. */
export function eventName(type: string): string {
  const known = TYPES[type];
  return known ? i18n._(known) : formatEventType(type);
}

/** Where an event came from. */
export function sourceName(source: string): string {
  const known = SOURCES[source];
  return known ? i18n._(known) : source;
}
