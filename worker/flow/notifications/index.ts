/** Door of the notifications room: telling people what is worth it. */
export type { NewsLedger, NotificationsHub } from './objects.ts';
export type { Occasion } from './occasion.ts';
export { planOccasion } from './plan/plan.ts';
export { eraseFromMessages } from './store.ts';
