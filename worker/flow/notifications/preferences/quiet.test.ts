import { describe, expect, test } from 'vitest';
import { quietUntil } from './quiet.ts';

const NIGHT = { from: '22:00', to: '07:00' };
const end = (now: string, hours: { from: string; to: string } | null = NIGHT, zone = 'Europe/Berlin') => {
  const until = quietUntil(hours, zone, Date.parse(now));
  return until === undefined ? undefined : new Date(until).toISOString();
};

describe('quiet hours', () => {
  test.each([
    ['before they begin', '2026-01-10T20:59:59Z', undefined],
    ['as they begin', '2026-01-10T21:00:00Z', '2026-01-11T06:00:00.000Z'],
    ['after midnight', '2026-01-11T02:00:00Z', '2026-01-11T06:00:00.000Z'],
    ['as they end', '2026-01-11T06:00:00Z', undefined],
    ['in the night that is an hour shorter', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['in the night that is an hour longer', '2026-10-24T21:00:00Z', '2026-10-25T06:00:00.000Z'],
  ])('%s', (_, now, until) => expect(end(now)).toBe(until));

  test('within one day, of another zone, and none at all', () => {
    const noon = { from: '12:00', to: '13:30' };
    expect(end('2026-01-10T12:00:00Z', noon, 'UTC')).toBe('2026-01-10T13:30:00.000Z');
    expect(end('2026-01-10T11:59:00Z', noon, 'UTC')).toBeUndefined();
    expect(end('2026-01-10T03:00:00Z', noon, 'Asia/Tokyo')).toBe('2026-01-10T04:30:00.000Z');
    expect(end('2026-01-10T12:00:00Z', null)).toBeUndefined();
  });

  test('end when the clock goes on, where their end is skipped', () => {
    expect(end('2026-03-29T00:30:00Z', { from: '01:00', to: '02:30' })).toBe('2026-03-29T01:30:00.000Z');
  });
});
