/** Door of the usage room: meters, periods, limits, usage by day. */
export { periodOf } from './period.ts';
export { setTerms } from './set-terms.ts';
export { pageUsage, putUsage, sumUsage } from './store.ts';
export { type RequestVerdict, takeRequest } from './take-request.ts';
