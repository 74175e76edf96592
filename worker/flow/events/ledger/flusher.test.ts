/** How often a ledger pokes while D1 confirms nothing. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pokeAgainAfter, stragglerAfter } from './flusher.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

it('the alarm waits longer the longer nothing is confirmed, from 15 seconds to 15 minutes', () => {
  const after = [0, 10 * SECOND, MINUTE, 10 * MINUTE, 30 * MINUTE, 1_000 * MINUTE].map(stragglerAfter);
  expect(after).toEqual([15 * SECOND, 15 * SECOND, 30 * SECOND, 5 * MINUTE, 15 * MINUTE, 15 * MINUTE]);
});

it('new events poke each second as long as all is well, and each minute at least', () => {
  const after = [0, MINUTE, 2 * MINUTE, 9 * MINUTE, 1_000 * MINUTE].map(pokeAgainAfter);
  expect(after).toEqual([SECOND, SECOND, 7.5 * SECOND, MINUTE, MINUTE]);
});

it('a day without a confirmation is less than 110 pokes of the alarm, and no wait gets shorter', () => {
  let [now, pokes] = [0, 0];
  while (now < 24 * 60 * MINUTE) {
    now += stragglerAfter(now);
    pokes += 1;
  }
  expect(pokes).toBeLessThan(110);
  const behind = fc.tuple(fc.nat(10 * 60 * MINUTE), fc.nat(10 * 60 * MINUTE));
  fc.assert(
    fc.property(behind, ([a, b]) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      expect(stragglerAfter(less)).toBeLessThanOrEqual(stragglerAfter(more));
      expect(pokeAgainAfter(less)).toBeLessThanOrEqual(pokeAgainAfter(more));
    }),
  );
});
