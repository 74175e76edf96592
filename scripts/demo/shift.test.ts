/** Moving events by whole days keeps the clock on the wall, across changes to and from summer time. */
import { describe, expect, it } from 'vitest';
import type { Line } from '../events/line.ts';
import { daysToYesterday, shifted, shiftInstant, surveyOf } from './shift.ts';

const ZONE = 'Europe/London';

async function* linesOf(...texts: string[]): AsyncGenerator<Line> {
  for (const [at, text] of texts.entries()) yield { number: at + 1, text };
}

async function textsOf(lines: AsyncIterable<Line>): Promise<string[]> {
  const texts: string[] = [];
  for await (const line of lines) if ('text' in line) texts.push(line.text);
  return texts;
}

describe('shiftInstant', () => {
  it.each([
    ['winter to winter', '2011-12-09T12:50:00Z', 7, '2011-12-16T12:50:00Z'],
    ['winter to summer', '2011-03-01T09:30:00Z', 60, '2011-04-30T08:30:00Z'],
    ['summer to winter', '2011-07-01T08:30:00Z', 180, '2011-12-28T09:30:00Z'],
    ['late evening stays on its day', '2011-07-01T22:59:00Z', 180, '2011-12-28T23:59:00Z'],
    ['into the skipped hour moves past it', '2011-03-26T01:30:00Z', 1, '2011-03-27T01:30:00Z'],
    ['into the repeated hour takes the first', '2011-10-29T00:30:00Z', 1, '2011-10-30T00:30:00Z'],
  ])('%s', (_, from, days, to) => {
    expect(shiftInstant(from, days, ZONE)).toBe(to);
  });
});

describe('daysToYesterday', () => {
  it('counts local days, not UTC days', () => {
    const now = Date.parse('2026-07-10T23:30:00Z');
    expect(daysToYesterday(Date.parse('2026-07-09T12:00:00Z'), now, ZONE)).toBe(1);
    expect(daysToYesterday(Date.parse('2026-07-09T12:00:00Z'), now, 'UTC')).toBe(0);
  });
});

describe('shifted', () => {
  it('changes occurred_at alone and leaves odd lines to the server', async () => {
    const odd = ['null', '[1]', '{"occurred_at":5}', '{"occurred_at":"2011-01-01T00:00"}', '{"a":1}'];
    const even = '{"event_type":"signup","occurred_at":"2011-01-01T00:00:00Z","idempotency_key":"k"}';
    const texts = await textsOf(shifted(linesOf(...odd, even), 1, ZONE));
    expect(texts).toEqual([...odd, even.replace('01-01', '01-02')]);
  });
});

describe('surveyOf', () => {
  it('finds the latest instant wherever it is, and counts types', async () => {
    const event = (type: string, at: string) => JSON.stringify({ event_type: type, occurred_at: at });
    const lines = linesOf(event('signup', '2011-05-02T00:00:00Z'), 'null', event('signup', '2011-05-01T00:00:00Z'));
    const { latest, counts } = await surveyOf(lines);
    expect(new Date(latest).toISOString()).toBe('2011-05-02T00:00:00.000Z');
    expect(counts.get('signup')).toBe(2);
  });
});
