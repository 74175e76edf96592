import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grantRequests, type RequestWindow, WINDOW_MS } from './request-window.ts';

describe('a minute of requests', () => {
  it('is never given out twice, whoever asks how often, and is given out to the last one', () => {
    const asks = fc.array(fc.tuple(fc.nat(500), fc.nat(WINDOW_MS - 1)), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), asks, (limit, calls) => {
        let window: RequestWindow | undefined;
        let given = 0;
        for (const [spent, late] of calls) {
          const result = grantRequests(window, limit, spent, (window?.started_at ?? 1_000_000) + late);
          window = result.window;
          given += result.grant.quantity;
          expect(result.grant.remaining).toBe(limit - given);
          if (result.grant.quantity === 0) expect(given).toBe(limit);
        }
        expect(given).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('begins with its first request and ends a minute later; a clock that goes back does not begin another', () => {
    const first = grantRequests(undefined, 2, 0, 5_000);
    expect(first.grant).toEqual({ window: 5_000, limit: 2, quantity: 1, remaining: 1, resets_in_ms: WINDOW_MS });
    const back = grantRequests(first.window, 2, 0, 1_000);
    expect(back.grant).toMatchObject({ window: 5_000, quantity: 1, remaining: 0, resets_in_ms: WINDOW_MS });
    expect(grantRequests(back.window, 2, 0, 64_999).grant).toMatchObject({ quantity: 0, resets_in_ms: 1 });
    expect(grantRequests(back.window, 2, 0, 65_000).grant).toMatchObject({ window: 65_000, quantity: 1 });
  });

  it('asks less often the more an isolate spends, and holds back at most what it has spent', () => {
    let window: RequestWindow | undefined;
    let spent = 0;
    let asks = 0;
    while (spent < 1_000) {
      const { window: next, grant } = grantRequests(window, 100_000, spent, 0);
      expect(grant.quantity).toBeLessThanOrEqual(Math.max(spent, 100));
      window = next;
      spent += grant.quantity;
      asks += 1;
    }
    expect(asks).toBeLessThan(8);
  });
});
