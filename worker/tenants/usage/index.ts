/** Door of the usage room: meters, periods, limits. */
export { periodOf } from './period.ts';
export { setTerms } from './set-terms.ts';
export { type RequestVerdict, takeRequest } from './take-request.ts';
