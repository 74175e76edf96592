/** Pure: what a failed evaluation leaves behind: the error for who reads the rule, and when it is tried again. */

import { AppError } from '../../../base/errors.ts';
import { MINUTE_MS } from '../../../shared/durations.ts';
import type { StoredRule } from '../store.ts';
import type { Run } from './due-store.ts';

/** Most minutes until a rule that failed is tried again. */
export const MAX_BACKOFF = 60;

/** The run of a rule that failed at `now` (ms); the wait doubles with each failure in a row, up to an hour. */
export function failedRun(rule: StoredRule, error: unknown, now: number): Run {
  const { id, revision, next_run_at: judged, failures } = rule;
  const wait = Math.min(MAX_BACKOFF, 2 ** Math.min(failures, 10)) * MINUTE_MS;
  return {
    id,
    revision,
    judged,
    last_run_at: null,
    next_run_at: new Date(now + wait).toISOString(),
    last_error: ((error as Error).message || 'unknown').slice(0, 500),
    last_error_code: error instanceof AppError ? error.code : 'internal',
    failures: failures + 1,
  };
}
