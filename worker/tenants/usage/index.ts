/** Door of the usage room: meters, periods, limits, usage by day. */
export { HubLimits } from './hub-limits.ts';
export { TERMS_STEP, WINDOW_STEP } from './hub-store.ts';
export { LedgerLease } from './ledger-lease.ts';
export type { LeaseRequest, Terms, UsageHub, UsageLedger } from './objects.ts';
export { RequestGrants } from './request-grants.ts';
export { setTerms } from './set-terms.ts';
export { pageUsage, putUsage, readUsageRows, sumUsage, type UsageRow } from './store.ts';
export { type RequestVerdict, takeRequest } from './take-request.ts';
