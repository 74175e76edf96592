/** Cron expressions as Cloudflare reads them, and the list in wrangler.toml. */
import { describe, expect, it } from 'vitest';
import { isDue } from './cron-match.ts';
import { cronsOf } from './crons.ts';

const at = (iso: string) => new Date(iso);

describe('isDue', () => {
  it.each([
    ['* * * * *', '2026-11-21T10:07:00Z', true],
    ['17 3 * * *', '2026-11-21T03:17:00Z', true],
    ['17 3 * * *', '2026-11-21T03:18:00Z', false],
    ['*/15 * * * *', '2026-11-21T10:45:00Z', true],
    ['*/15 * * * *', '2026-11-21T10:50:00Z', false],
    ['5-10/5 8,20 * * *', '2026-11-21T20:10:00Z', true],
    ['5-10/5 8,20 * * *', '2026-11-21T20:11:00Z', false],
    ['0 9 * * mon', '2026-11-23T09:00:00Z', true],
    ['0 9 * * 1', '2026-11-22T09:00:00Z', true],
    ['0 9 * * 1', '2026-11-23T09:00:00Z', false],
    ['0 9 * * mon-fri', '2026-11-21T09:00:00Z', false],
    ['0 0 1 jan *', '2027-01-01T00:00:00Z', true],
    ['0 0 */2 * *', '2026-11-01T00:00:00Z', true],
    ['0 0 */2 * *', '2026-11-02T00:00:00Z', false],
    ['0 0 1 * sat', '2026-11-21T00:00:00Z', true],
  ])('%s at %s: %s', (expression, when, due) => {
    expect(isDue(expression, at(when))).toBe(due);
  });

  it('refuses what has not five fields', () => {
    expect(() => isDue('* * * *', at('2026-11-21T00:00:00Z'))).toThrow('five fields');
  });
});

describe('cronsOf', () => {
  it('reads the list under [triggers] alone', () => {
    const toml =
      '[other]\ncrons = ["1 1 1 1 1"]\n[triggers]\n# every minute\ncrons = ["* * * * *", \'17 3 * * *\']\n[vars]\nA = "x"\n';
    expect(cronsOf(toml)).toEqual(['* * * * *', '17 3 * * *']);
  });

  it('finds none where there are none', () => {
    expect(cronsOf('[vars]\nA = "x"\n')).toEqual([]);
  });
});
