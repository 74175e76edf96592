/** Door of the audit room: how changes are recorded, and the log sealed. */
export { ANCHOR_STEP } from './anchor-store.ts';
export { recordAudit } from './record.ts';
export { sealAllAudits } from './seal.ts';
export { type AuditedRows, readEntries } from './store.ts';
