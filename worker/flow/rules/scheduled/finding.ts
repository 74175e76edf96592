/** Pure: what judging one period of a metric found. */
import type { Bucket } from '../../../base/time.ts';
import type { Deviation } from '../judgement.ts';

/** The verdict on one period; money in minor units. */
export interface Finding {
  period: Bucket;
  firing: boolean;
  observed: number;
  /** What was to be expected: of an anomaly its baseline, of a threshold the value a week before. */
  expected: number | null;
  threshold: number;
  low?: number;
  high?: number;
  score?: number;
  deviation: Deviation;
}
