/** Door of the metrics room: the catalogue, series and points. */
export { cardMetrics } from './cards.ts';
export type { Measure, Metric } from './catalogue.ts';
export { coreMetrics, customMetrics, deltaPct, EVERY_TYPE, findMetric, measuresOf } from './catalogue.ts';
export { flushLedger } from './flush.ts';
export { type Derived, LedgerPoints } from './ledger-points.ts';
export type { MetricsHub, MetricsLedger } from './objects.ts';
export { PointBook, type Portion } from './point-book.ts';
export { readPoints, readSpans } from './read-points.ts';
export { currencyOf, datedProject } from './read-series.ts';
export { Currency, Day, Note } from './schema.ts';
export { bucketsOf, mostlyPrecedes, rounded, seriesOf } from './series.ts';
export type { Largest, PointSpan } from './store.ts';
export { firstDay, hasPoints, listCustomEvents, pagePoints, selectLargest } from './store.ts';
