/** Which channels there are, and the states of a delivery. */

export const CHANNELS = ['email', 'web_push', 'whatsapp', 'slack'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** `failed` has another try ahead; `dead` has none. */
export const STATES = ['pending', 'sent', 'failed', 'suppressed', 'dead'] as const;
export type DeliveryState = (typeof STATES)[number];
