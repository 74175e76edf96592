/** Series and terms for the tests of the anomaly detector. */
import { addDays } from '../../../base/time.ts';
import { type AnomalyTerms, judgeAnomaly } from './anomaly.ts';

export const TERMS: AnomalyTerms = { method: 'auto', threshold: 2.5, direction: 'both', grain: 'day' };
export const METHODS = ['auto', 'zscore', 'robust', 'seasonal'] as const;

/** Days from Monday 2026-06-01 on. */
function days(values: (number | null)[]) {
  return values.map((value, i) => ({ at: addDays('2026-06-01', i), value }));
}

/** Hours from midnight of Monday 2026-06-01 on. */
export function hours(values: (number | null)[]) {
  return values.map((value, i) => {
    const hour = String(i % 24).padStart(2, '0');
    return { at: `${addDays('2026-06-01', Math.floor(i / 24))}T${hour}:00+01:00`, value };
  });
}

export function judge(values: (number | null)[], terms: Partial<AnomalyTerms> = {}) {
  return judgeAnomaly(days(values), { ...TERMS, ...terms });
}

export const flat = (value: number, n: number) => Array<number>(n).fill(value);
