/** Door of the events room: the contract of events and the ledger that holds them. */
export { eventKeys } from './event-keys.ts';
export { CORE_EVENT_TYPES, CUSTOM_EVENT_TYPE } from './event-types.ts';
export { answerKeysOf, joinKeysOf } from './join-keys.ts';
export type { EventFilter } from './ledger-list-store.ts';
export type { CellSum } from './ledger-store.ts';
export { personOf, tokenOf } from './person.ts';
export { EventType } from './schema.ts';
