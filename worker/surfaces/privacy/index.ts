/** Door of the privacy room. */
export type { PrivacyHub, PrivacyLedger } from './objects.ts';
