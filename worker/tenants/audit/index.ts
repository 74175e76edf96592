/** Door of the audit room: how changes are recorded, and the log sealed. */
export { ANCHOR_STEP, loadAnchor, moveAnchor } from './anchor-store.ts';
export type { Anchor } from './chain.ts';
export type { AuditHub } from './objects.ts';
export { recordAudit } from './record.ts';
export { sealAllAudits, sealTenants, sealWritten } from './seal.ts';
export { type AuditedRows, readEntries } from './store.ts';
