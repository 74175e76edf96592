/** Pure: whether an hour is rare for its series, by the detector of streams. */
import { clockOf, type History } from '../../metrics/baseline/index.ts';
import { SurpriseStream } from './surprise.ts';

/** Two weeks of hours; of fewer nothing can be said to be rare. */
const MIN_POINTS = 336;
/** The product of chances below which an hour is rare, as −log₁₀, for the usual threshold; smaller thresholds ask for less. */
const RARE_HOUR = 3;
const USUAL_THRESHOLD = 2.5;

/** Whether the newest hour surprises a stream that has seen the history; true while the history is too short to tell. */
export function isRare(history: History, newest: { at: string; value: number }, threshold: number): boolean {
  if (history.values.length < MIN_POINTS) return true;
  const stream = new SurpriseStream('apart');
  for (let i = 0; i < history.values.length; i++) stream.next(history.clocks[i]!, history.values[i]!);
  const { surprise } = stream.next(clockOf(newest.at), newest.value);
  return surprise >= RARE_HOUR * Math.min(1, threshold / USUAL_THRESHOLD);
}
