/** The addresses that other pages link to, and that every view comes back from its own. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WITHINS } from '../../events/follow-up-time.ts';
import { readView, viewUrl } from './view.ts';

const at = (url: string) => readView(Object.fromEntries(new URL(url, 'http://localhost').searchParams));

describe('the view of transactions', () => {
  test('addresses that other pages link to', () => {
    expect(at('/transactions')).toMatchObject({ tab: 'all', period: undefined });
    expect(at('/transactions?kind=failed')).toMatchObject({ tab: 'failed', period: undefined });
    expect(at('/transactions?view=abandoned')).toMatchObject({ tab: 'abandoned', period: '7', within: 1440 });
    expect(at('/transactions?event=evt_1')).toMatchObject({ tab: 'all', event: 'evt_1' });
  });

  test('nonsense is the default', () => {
    const bare = viewUrl(at('/transactions?kind=x&view=y&min_amount=-1&currency=pounds&range=8&within=5'));
    expect(bare).toBe('/transactions');
  });

  test('every view comes back from its address', () => {
    const period = fc.constantFrom('30' as const, 'month' as const, { from: '2026-01-01', to: '2026-02-01' });
    const kinds = fc.record({
      project: fc.constantFrom(undefined, 'prj_1'),
      tab: fc.constantFrom('all' as const, 'payments' as const, 'refunds' as const, 'failed' as const),
      period: fc.option(period, { nil: undefined }),
      currency: fc.constantFrom(undefined, 'EUR'),
      min: fc.option(fc.nat(), { nil: undefined }),
      max: fc.option(fc.nat(), { nil: undefined }),
      within: fc.constant(1440),
      event: fc.constantFrom(undefined, 'evt_1'),
    });
    fc.assert(
      fc.property(kinds, (view) => {
        expect(at(viewUrl(view))).toEqual(view);
      }),
    );
    for (const within of WITHINS) {
      const view = { ...at('/transactions?view=abandoned'), within };
      expect(at(viewUrl(view))).toEqual(view);
    }
  });
});
