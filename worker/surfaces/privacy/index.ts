/** Door of the privacy room. */
export type { PrivacyLedger } from './objects.ts';
