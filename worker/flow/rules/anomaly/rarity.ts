/** Pure: whether an hour is rare for its series, by the detector of streams. */
import type { History } from './history.ts';
import { SurpriseStream } from './surprise.ts';

/** Two weeks of hours; of fewer nothing can be said to be rare. */
const FEWEST = 336;
/** The product of chances below which an hour is rare, as −log₁₀, for the usual threshold; smaller thresholds ask for less. */
const RARE_HOUR = 3;
const USUAL_THRESHOLD = 2.5;

/** Whether the newest hour surprises a stream that has seen the history; true while the history is too short to tell. */
export function isRare(history: History, newest: { at: string; value: number }, threshold: number): boolean {
  if (history.values.length < FEWEST) return true;
  const stream = new SurpriseStream('apart');
  for (let i = 0; i < history.values.length; i++) stream.next(clockOf(history.at[i]!), history.values[i]!);
  const { surprise } = stream.next(clockOf(newest.at), newest.value);
  return surprise >= RARE_HOUR * Math.min(1, threshold / USUAL_THRESHOLD);
}

/** Milliseconds on the local clock, so that the same hour stays the same across a shift of the clock. */
function clockOf(at: string): number {
  return Date.parse(`${at.slice(0, 16)}Z`);
}
