/** Retries: which failures are worth another try, and when. */
import { AppError } from './errors.ts';

/** Whether trying again may help: our own trouble and the unknown, never a caller's mistake. */
export function isTransient(error: unknown): boolean {
  return !(error instanceof AppError) || error.kind === 'internal' || error.kind === 'unavailable';
}

/** Seconds before try number `attempt` + 1: doubling from 2 s to at most 15 min, each jittered by half. */
export function backoffSeconds(attempt: number, random = Math.random()): number {
  const full = Math.min(900, 2 ** Math.min(attempt, 10));
  return Math.max(1, Math.round(full * (0.5 + random / 2)));
}

interface ObjectError {
  retryable?: boolean;
  overloaded?: boolean;
}

/**
 * Calls a Durable Object, at most three times when the platform says the failure is retryable. `call` must be idempotent and
 * must get a fresh stub each time: a stub is broken after an exception. Overload and storage that fails become 503 at once.
 */
export async function callObject<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const { retryable, overloaded } = error as ObjectError;
      if (overloaded) {
        throw new AppError('unavailable', 'ledger.overloaded', 'Too busy right now; try again.', { retry_after: 2 });
      }
      if (isStorageFailure(error)) throw storageUnavailable();
      if (!retryable || attempt === 3) throw reachable(error);
      await scheduler.wait(20 * attempt + Math.random() * 50);
    }
  }
}

/** Whether the storage itself failed (a full or broken disk): what a transaction wrote so far may be lost, so it must not go on. */
export function isStorageFailure(error: unknown): boolean {
  return says(error, /SQLITE_(FULL|IOERR|CORRUPT|NOMEM|READONLY)|database or disk is full/);
}

/** The error as a caller is told of it: storage that cannot be reached is 503, everything else as it is. */
export function reachable(error: unknown): unknown {
  // What the platform says where it hides the reason: a database that does not open on a full disk, or is being moved.
  return isStorageFailure(error) || says(error, /internal error; reference = /) ? storageUnavailable() : error;
}

/** A failed query of D1 holds its reason as its cause. */
function says(error: unknown, reason: RegExp): boolean {
  if (reason.test(String(error))) return true;
  return error instanceof Error && error.cause !== undefined && says(error.cause, reason);
}

/** The error for the caller: nothing is wrong with the request, and it may be sent again. */
function storageUnavailable(): AppError {
  const message = 'The storage cannot be reached just now; send the request again later.';
  return new AppError('unavailable', 'storage.unavailable', message, { retry_after: 30 });
}
