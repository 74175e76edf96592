/** Cells of strangers' spreadsheets as events, or as errors in words. */
import { describe, expect, it, test } from 'vitest';
import { columnsOf, eventOfRow, type Mapping, minorUnits } from './csv-mapping.ts';
import { instantOf } from './csv-time.ts';

const mapping = (given: Partial<Mapping> = {}): Mapping => ({
  ...{ map: {}, set: {}, types: {}, timezone: 'Europe/Berlin', decimal: '.' },
  ...given,
});

const SHOP = mapping({
  map: { idempotency_key: 'Order', occurred_at: 'Date', amount: 'Total', event_type: 'State', 'payload.note': 'Note' },
  set: { currency: 'EUR' },
  types: { paid: 'payment_succeeded', returned: 'refund_issued' },
});
const HEADER = ['Order', 'Date', 'State', 'Total', 'Note'];
const row = (...cells: string[]) => eventOfRow(cells, columnsOf(HEADER, SHOP), SHOP);

describe('a row', () => {
  it('becomes an event by the mapping', () => {
    expect(row('1001', '2026-07-01 14:30', 'paid', '€1,234.50', "'=gift")).toEqual({
      event_type: 'payment_succeeded',
      idempotency_key: '1001',
      occurred_at: '2026-07-01T12:30:00Z',
      payload: { amount_cents: 123_450, currency: 'EUR', note: '=gift' },
    });
  });

  it('may give refunds a minus, and nothing else', () => {
    expect(row('2', '2026-07-01', 'returned', '-5', '')).toMatchObject({ payload: { amount_cents: 500 } });
    expect(() => row('2', '2026-07-01', 'paid', '-5', '')).toThrow('amount: -5 is negative; only refund_issued may be');
  });

  it('keeps its payload as JSON, whose amount goes before the column', () => {
    const columns = columnsOf(['event_type', 'id', 'amount', 'currency', 'payload'], mapping());
    const payload = { amount_cents: 500, currency: 'GBP', a: [1] };
    expect(eventOfRow(['refund_issued', 'evt_1', '-5', 'GBP', JSON.stringify(payload)], columns, mapping())).toEqual({
      event_type: 'refund_issued',
      idempotency_key: 'evt_1',
      payload,
    });
    expect(() => eventOfRow(['signup', 'a', '', '', '[1]'], columns, mapping())).toThrow('payload: not a JSON object');
  });
});

test.each<[string[], Partial<Mapping>, string]>([
  [['a'], {}, 'Which column is event_type?'],
  [['event_type'], {}, 'Which column is idempotency_key?'],
  [['a', 'a'], {}, 'Two columns are called a.'],
  [['a'], { map: { ocurred_at: 'a' } }, 'ocurred_at is no field of an event'],
  [['a', 'b'], { map: { occurred_at: 'Date' } }, 'There is no column Date. Columns: a, b.'],
])('header %j with %j: %s', (header, given, words) => {
  expect(() => columnsOf(header, mapping(given))).toThrow(words);
});

test('columns that nothing uses are named', () => {
  expect(columnsOf([...HEADER, 'Colour'], SHOP).unused).toEqual(['Colour']);
});

describe('amounts', () => {
  test.each<[string, '.' | ',', number, number]>([
    ['19.99', '.', 2, 1_999],
    ['19.9', '.', 2, 1_990],
    ['1,234,567.89', '.', 2, 123_456_789],
    ['1.234,50', ',', 2, 123_450],
    ['1 234,50 €', ',', 2, 123_450],
    ["1'234.50", '.', 2, 123_450],
    ['(12.50)', '.', 2, -1_250],
    ['−3', '.', 2, -300],
    ['-0.00', '.', 2, 0],
    ['¥500', '.', 0, 500],
    ['1.500', '.', 3, 1_500],
    ['1.2300', '.', 2, 123],
    ['9007199254740.99', '.', 2, 900_719_925_474_099],
  ])('%s (%s) with %d digits is %d', (text, decimal, digits, minor) => {
    expect(minorUnits(text, decimal, digits)).toBe(minor);
  });

  test.each<[string, '.' | ',', string]>([
    ['1,50', '.', "--decimal ','"],
    ['12.5', ',', "--decimal '.'"],
    ['1.234', '.', 'more than 2 digits'],
    ['1e5', '.', 'no number'],
    ['--5', '.', 'no number'],
    ['twelve', '.', 'no number'],
  ])('%s (%s) is refused: %s', (text, decimal, words) => {
    expect(() => minorUnits(text, decimal, 2)).toThrow(words);
  });
});

describe('times', () => {
  test.each([
    ['2026-07-01T14:30:00.123+02:00', undefined, '2026-07-01T14:30:00.123+02:00'],
    ['2026-07-01 14:30:00Z', undefined, '2026-07-01T14:30:00Z'],
    ['2026-07-01', undefined, '2026-06-30T22:00:00Z'],
    ['2026-01-01 00:00:05.5', undefined, '2025-12-31T23:00:05.5Z'],
    ['31/12/2025 2:05 PM', undefined, '2025-12-31T13:05:00Z'],
    ['12/31/2025 12:05 am', undefined, '2025-12-30T23:05:00Z'],
    ['03.04.2026', 'dmy', '2026-04-02T22:00:00Z'],
    ['03/04/2026', 'mdy', '2026-03-03T23:00:00Z'],
    // The clock skips this half hour, and repeats the other: the first one counts.
    ['2026-03-29 02:30', undefined, '2026-03-29T01:30:00Z'],
    ['2026-10-25 02:30', undefined, '2026-10-25T00:30:00Z'],
  ] as const)('%s (%s) in Berlin is %s', (text, order, instant) => {
    expect(instantOf(text, 'Europe/Berlin', order)).toBe(instant);
  });

  test.each([
    ['03/04/2026', 'two readings'],
    ['2026-02-30', 'there is no 2026-02-30'],
    ['13/13/2026', 'there is no'],
    ['2026-07-01 25:00', 'there is no'],
    ['yesterday', 'no time that we can read'],
    ['46205', 'no time that we can read'],
  ])('%s is refused: %s', (text, words) => {
    expect(() => instantOf(text, 'Europe/Berlin')).toThrow(words);
  });
});
