/** When crons are due, and the list of them in wrangler.toml. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../settings.ts';
import { cronsOf, isDue } from './crons.ts';

const at = (iso: string) => new Date(iso);

describe('isDue', () => {
  it.each([
    ['* * * * *', '2026-11-21T10:07:00Z', true],
    ['17 3 * * *', '2026-11-21T03:17:00Z', true],
    ['17 3 * * *', '2026-11-21T03:18:00Z', false],
    ['*/15 * * * *', '2026-11-21T10:45:00Z', true],
    ['*/15 * * * *', '2026-11-21T10:50:00Z', false],
    ['5-10/5 8,20 * * *', '2026-11-21T20:10:00Z', true],
    ['0 9 * * mon-fri', '2026-11-21T09:00:00Z', false],
    ['0 0 1 * sat', '2026-11-21T00:00:00Z', true],
  ])('%s at %s: %s', (expression, when, due) => {
    expect(isDue(expression, at(when))).toBe(due);
  });

  it.each(['* * * *', '* * * * * *', '60 * * * *'])('refuses %s', (expression) => {
    expect(() => isDue(expression, at('2026-11-21T00:00:00Z'))).toThrow('CronPattern');
  });

  it('takes every cron of wrangler.toml, none of which has weekdays, which Cloudflare counts otherwise', () => {
    const crons = cronsOf(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8'));
    expect(crons.length).toBeGreaterThan(0);
    for (const cron of crons) {
      expect(cron).toMatch(/ \*$/);
      expect(() => isDue(cron, at('2026-11-21T00:00:00Z'))).not.toThrow();
    }
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
