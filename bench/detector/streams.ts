/** The methods of the anomaly detector as streams: each point scored from the points before it only. */

import {
  type Baseline,
  believedSpread,
  robustBaseline,
  zscoreBaseline,
} from '../../worker/flow/metrics/baseline/index.ts';
import { type Past, sameTime } from '../../worker/flow/rules/anomaly/forecasts.ts';
import { Quiet, SurpriseStream, scoreOfSurprise } from '../../worker/flow/rules/anomaly/surprise.ts';
import { DAY_MS } from '../../worker/shared/durations.ts';

/** Scores the next point from 0 to 1; one half is where a rule of the default threshold would fire. */
type Scorer = (time: number, value: number) => number;

/** As many points as the longest window of a daily rule has. */
const WINDOW = 90;
const MIN_POINTS = 5;
const THRESHOLD = 2.5;

/** A fresh scorer of each method. */
export const METHODS: Record<string, () => Scorer> = {
  default: bySurprise,
  zscore: () => byDeviation(zscoreBaseline),
  robust: () => byDeviation(robustBaseline),
  seasonal: bySameTime,
};

function bySurprise(): Scorer {
  const stream = new SurpriseStream();
  const quiet = new Quiet();
  return (time, value) => scoreOfSurprise(quiet.next(stream.next(time, value).surprise));
}

function byDeviation(baseline: (values: number[]) => Pick<Baseline, 'expected' | 'spread'>): Scorer {
  const window: number[] = [];
  return (_time, value) => {
    const score = window.length < MIN_POINTS ? 0 : scoreOf(value, baseline(window));
    window.push(value);
    if (window.length > WINDOW) window.shift();
    return score;
  };
}

/** The deviation from the median of the same time on the last seven days, by the robust spread of the last errors. */
function bySameTime(): Scorer {
  const past: Past = { times: [], values: [] };
  const forecast = sameTime(past, DAY_MS, 7);
  const error = byDeviation((errors) => ({ expected: 0, spread: robustBaseline(errors).spread }));
  return (time, value) => {
    const expected = forecast(time);
    past.times.push(time);
    past.values.push(value);
    return expected === undefined ? 0 : error(time, value - expected);
  };
}

function scoreOf(value: number, baseline: Pick<Baseline, 'expected' | 'spread'>): number {
  const distance = Math.abs(value - baseline.expected);
  return distance === 0 ? 0 : distance / (distance + THRESHOLD * believedSpread(baseline));
}
