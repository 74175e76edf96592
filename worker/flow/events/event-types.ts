/** The event types of contract v1 and their one-byte codes in a ledger's keys. */

/** The frozen core list. The order is part of stored keys: append only. */
export const CORE_EVENT_TYPES = [
  'lead_created',
  'signup',
  'checkout_started',
  'payment_succeeded',
  'payment_failed',
  'refund_issued',
  'subscription_started',
  'subscription_canceled',
  'booking_requested',
  'message_received',
  'content_published',
  'session_started',
] as const;

export const SOURCES = ['sdk', 'webhook', 'server', 'manual'] as const;
export type Source = (typeof SOURCES)[number];

/** `custom.<vertical>.<event>` in lower case. */
export const CUSTOM_EVENT_TYPE = /^custom\.[a-z0-9_]{1,60}\.[a-z0-9_]{1,60}$/;

/** Events that a publishable key may not send: anyone can read such a key off a page. */
export const SERVER_ONLY = new Set([
  'payment_succeeded',
  'payment_failed',
  'refund_issued',
  'subscription_started',
  'subscription_canceled',
]);

/** Events that are money: they must carry an amount. */
export const AMOUNT_REQUIRED = new Set(['payment_succeeded', 'refund_issued']);

const CODES = new Map<string, string>(CORE_EVENT_TYPES.map((type, i) => [type, String.fromCharCode(97 + i)]));
const SOURCE_CODES: Record<Source, string> = { sdk: 'k', webhook: 'w', server: 's', manual: 'm' };

/** Whether the type is one of the core list. */
export function isCoreEventType(type: string): boolean {
  return CODES.has(type);
}

/** The code of a core type, or `*`, the custom type's own name and a space, which no name holds. */
export function typeCode(type: string): string {
  return CODES.get(type) ?? `*${type} `;
}

/** The length of the codes of source and type that a unique key begins with. */
export function prefixLength(key: string): number {
  return key[1] === '*' ? key.indexOf(' ') + 1 : 2;
}

/** The one-character code of a source. */
export function sourceCode(source: Source): string {
  return SOURCE_CODES[source];
}
