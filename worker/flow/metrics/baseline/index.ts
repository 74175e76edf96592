/** Door of the baseline: what of a series is usual, for bands, rules and benchmarks. */
export { bandDays, bandOf, UNKNOWN, type UsualRange } from './bands.ts';
export { clockAt, upToClock } from './by-now.ts';
export { methodsByDay } from './choose-method.ts';
export { clockOf, type History, isNumber, Series, type SeriesPoint } from './history.ts';
export { ascending, medianOfSorted, robustBaseline } from './robust.ts';
export { believedSpread, usualAt } from './usual.ts';
export { type Baseline, mean, zscoreBaseline } from './zscore.ts';
