/** Usage is checked against the chain day by day. */
import { describe, expect, test } from 'vitest';
import { type BilledDay, ReceivedDays } from './verify-usage.ts';

const segment = (received_at: string, n: number) => ({ received_at, leaves: Array<string>(n).fill('00') });

function chain(): ReceivedDays {
  const days = new ReceivedDays();
  days.add(segment('2026-11-18T23:59:59.999Z', 2));
  days.add(segment('2026-11-19T00:00:00.000Z', 3));
  days.add(segment('2026-11-19T12:00:00.000Z', 4));
  days.add(segment('2026-11-21T08:00:00.000Z', 5));
  return days;
}

const billed = (...units: number[]): BilledDay[] =>
  units.map((ingest_unit, i) => ({ date: `2026-11-${18 + i}`, ingest_unit, alerts_triggered: 9 }));
const NOW = { from: 0, today: '2026-11-21' };

describe('usage beside the chain', () => {
  test('holds where each day bills what was received; today may still be behind', () => {
    expect(chain().compare(billed(2, 7, 0, 5), NOW)).toEqual({ compared: 4, problems: [] });
    expect(chain().compare(billed(2, 7, 0, 4), NOW).problems).toEqual([]);
    expect(chain().first).toBe('2026-11-18');
  });

  test('says which day bills more or less', () => {
    expect(chain().compare(billed(2, 8, 1, 6), NOW).problems).toEqual([
      '2026-11-19 bills 8 events, the chain holds 7.',
      '2026-11-20 bills 1 events, the chain holds 0.',
      '2026-11-21 bills 6 events, the chain holds 5.',
    ]);
    expect(chain().compare(billed(2, 6, 0, 5), NOW).problems).toHaveLength(1);
  });

  test('leaves out the day on which retention has cut the chain, and days before', () => {
    expect(chain().compare(billed(200, 7), { ...NOW, from: 90 })).toEqual({ compared: 1, problems: [] });
    expect(new ReceivedDays().compare(billed(1), { ...NOW, from: 7 })).toEqual({ compared: 0, problems: [] });
  });
});
