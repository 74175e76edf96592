import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from './errors.ts';
import { backoffSeconds, callObject, isStorageFailure, isTransient, reachable } from './retry.ts';

/** A failure as the platform marks it. */
const failure = (marks: { retryable?: boolean; overloaded?: boolean } = {}) => Object.assign(new Error('lost'), marks);

describe('a call of an object', () => {
  const waits: number[] = [];

  beforeEach(() => {
    waits.length = 0;
    vi.stubGlobal('scheduler', {
      wait: async (ms: number) => {
        waits.push(ms);
      },
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** A call that fails with each of `errors` in turn, then returns 'done'. */
  const failing = (...errors: Error[]) =>
    vi.fn(async () => {
      const error = errors.shift();
      if (error) throw error;
      return 'done';
    });

  it('that the platform calls retryable is made three times at most, after longer and longer waits', async () => {
    const call = failing(failure({ retryable: true }), failure({ retryable: true }));
    expect(await callObject(call)).toBe('done');
    expect(call).toHaveBeenCalledTimes(3);
    expect(waits[0]).toBeGreaterThanOrEqual(20);
    expect(waits[0]).toBeLessThan(70);
    expect(waits[1]).toBeGreaterThanOrEqual(40);
    expect(waits[1]).toBeLessThan(90);
  });

  it('fails with the last error when no try went well', async () => {
    const last = failure({ retryable: true });
    const call = failing(failure({ retryable: true }), failure({ retryable: true }), last);
    await expect(callObject(call)).rejects.toBe(last);
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('that failed for good is not made again', async () => {
    const error = failure();
    const call = failing(error);
    await expect(callObject(call)).rejects.toBe(error);
    expect(call).toHaveBeenCalledTimes(1);
    expect(waits).toEqual([]);
  });

  it('of an overloaded object is 503 at once, with the time to wait: another try would add to the load', async () => {
    const call = failing(failure({ retryable: true, overloaded: true }));
    const refused = { kind: 'unavailable', code: 'ledger.overloaded', details: { retry_after: 2 } };
    await expect(callObject(call)).rejects.toMatchObject(refused);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it.each(['append failed: Error: database or disk is full: SQLITE_FULL', 'D1_ERROR: disk I/O error: SQLITE_IOERR'])(
    'whose storage fails (%s) is 503: nothing is wrong with the request',
    async (message) => {
      const refused = { kind: 'unavailable', code: 'storage.unavailable' };
      await expect(callObject(failing(new Error(message)))).rejects.toMatchObject(refused);
    },
  );
});

describe('back-off', () => {
  it('doubles from two seconds to a quarter of an hour', () => {
    const longest = [1, 2, 3, 4, 5, 9, 10, 11, 1_000].map((attempt) => backoffSeconds(attempt, 1));
    expect(longest).toEqual([2, 4, 8, 16, 32, 512, 900, 900, 900]);
  });

  it('is spread over the upper half, and never nothing', () => {
    expect(backoffSeconds(5, 0)).toBe(16);
    expect(backoffSeconds(0, 0)).toBe(1);
    for (let i = 0; i < 100; i++) expect(backoffSeconds(4)).toBeGreaterThanOrEqual(8);
  });
});

it('our own trouble and the unknown are worth another try, mistakes of callers are not', () => {
  const kinds = ['internal', 'unavailable', 'invalid', 'missing', 'conflict', 'limited', 'forbidden'] as const;
  const transient = kinds.filter((kind) => isTransient(new AppError(kind, 'code', 'message')));
  expect(transient).toEqual(['internal', 'unavailable']);
  expect([isTransient(new Error('unknown')), isTransient('thrown text')]).toEqual([true, true]);
});

it('storage that failed is told from a statement that failed', () => {
  const failed = ['database or disk is full: SQLITE_FULL', 'disk I/O error: SQLITE_IOERR', 'SQLITE_CORRUPT'];
  expect(failed.every((message) => isStorageFailure(new Error(message)))).toBe(true);
  const cause = new Error('D1_ERROR: database or disk is full: SQLITE_FULL');
  expect(isStorageFailure(new Error('Failed query: select 1', { cause }))).toBe(true);
  expect(isStorageFailure(new Error('no such table: cells: SQLITE_ERROR'))).toBe(false);
});

it('storage that cannot be reached is 503 for callers, whichever way it says so', () => {
  const hidden = new Error('internal error; reference = 5rg0qlsrpaso1hgb64e4d81n');
  for (const error of [
    hidden,
    new Error('Failed query: select 1', { cause: hidden }),
    new Error('append failed: Error: database or disk is full: SQLITE_FULL'),
  ]) {
    expect(reachable(error)).toMatchObject({ kind: 'unavailable', code: 'storage.unavailable' });
  }
  const other = new Error('Failed query: select 1', { cause: new Error('no such table: SQLITE_ERROR') });
  expect(reachable(other)).toBe(other);
});
