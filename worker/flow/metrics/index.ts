/** Door of the metrics room: the catalogue, series and points. */
export { coreMetrics, customMetrics, deltaPct, type Measure, type Metric, measuresOf } from './catalogue.ts';
export { currencyOf, readableProject } from './read-series.ts';
export { Currency, Day } from './schema.ts';
export { bucketsOf, seriesOf } from './series.ts';
export { hasPoints, pagePoints, readPoints } from './store.ts';
