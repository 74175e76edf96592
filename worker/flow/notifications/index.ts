/** Door of the notifications room: telling people what is worth it. */
export { digestTold, dueDigest } from './digests/digests.ts';
export { KINDS, lastPeriod, type Period, type PeriodKind, periodBefore, periodOf } from './digests/periods.ts';
export { footOf, readerOf } from './kinds/reader.ts';
export { type ReportContent, reportPath, tellReport } from './kinds/report-told.ts';
export type { NewsLedger, NotificationsHub } from './objects.ts';
export type { DigestHour, Occasion } from './occasion.ts';
export { planOccasion } from './plan/plan.ts';
export { eraseFromMessages } from './store.ts';
