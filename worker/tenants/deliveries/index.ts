/** Door of the deliveries room: the way of messages to people. */
export type { WayOut } from './attempt.ts';
export { consumeDeliveries } from './consume.ts';
export { datedId, deliveryId } from './delivery-id.ts';
export { bounceDelivery, listAlive, noteDelivery } from './earlier-store.ts';
export { type DeliveryMessage, dueNow, type NewDelivery, recordDeliveries, sendDeliveries } from './enqueue.ts';
export type * from './notice.ts';
export { shortText } from './notice.ts';
export { replayAll, replayDelivery } from './replay.ts';
export { CHANNELS, type ChannelName, STATES } from './schema.ts';
export { seal, unseal } from './seal.ts';
export { findDelivery, pageDeliveries } from './store.ts';
export { purgeDeliveries, sweepDeliveries } from './sweep.ts';
export type { Delivery } from './table.ts';
export { heldAs } from './turn-store.ts';
