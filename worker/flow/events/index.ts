/** Door of the events room: the contract of events and the ledger that holds them. */

export { CORE_EVENT_TYPES, CUSTOM_EVENT_TYPE } from './event-types.ts';
export { MAX_AHEAD_MS } from './ingest/check-event.ts';
export { eventKeys } from './ingest/event-keys.ts';
export { answerKeysOf, joinKeysOf } from './join-keys.ts';
export type { EventFilter } from './ledger/ledger-list-store.ts';
export type { CellSum } from './ledger/ledger-store.ts';
export { personOf, tokenOf } from './ledger/person.ts';
export type { AppendTerms, EventsHub, EventsLedger } from './objects.ts';
export { EventType } from './schema.ts';
