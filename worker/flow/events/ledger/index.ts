/** Door of the ledger's shelf, for the object that runs it and for rooms that read a ledger from within or by its types. */
export type { Append } from '../ingest/prepare.ts';
export { AcceptedEvent, type AppendObserver } from './accepted.ts';
export { Appends } from './appends.ts';
export { slotOf } from './cells.ts';
export { eraseStep, personLabels } from './erase-step.ts';
export { Flusher } from './flusher.ts';
export { readChain } from './ledger-chain-store.ts';
export { type ErasureProgress, type HeldSegment, readRaw } from './ledger-erasure-store.ts';
export { type EventFilter, type Listing, listSegments } from './ledger-list-store.ts';
export { listByOccurrence, OCCURRENCE_STEP, type OccurrenceFilter } from './ledger-occurrence-store.ts';
export { type CellSum, LEDGER_STEPS, receivedFrom, slotsFrom, sumCells, sumSomeCells } from './ledger-store.ts';
export { listUnanswered, type UnansweredFilter } from './ledger-unanswered-store.ts';
export { firstSeq, firstWholeSlot } from './ledger-upkeep-store.ts';
export { lastDay, USAGE_STEP, type UsedDay } from './ledger-usage-store.ts';
export { LedgerMemory } from './memory.ts';
export type { Person } from './person.ts';
export { type CellDifference, type DayDifference, healCells, healDays } from './recount.ts';
export { dropExpired } from './retention.ts';
