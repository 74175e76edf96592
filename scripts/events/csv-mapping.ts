/** Pure: which column of a CSV file becomes which field of an event, and one row as an event. */

import { isCurrency } from '../../worker/base/currencies.ts';
import { withoutGuard } from '../../worker/shared/csv.ts';
import { currencyExponent } from '../../worker/shared/currency-exponent.ts';
import { CONTEXT_FIELDS } from '../../worker/shared/event-context.ts';
import { type DateOrder, instantOf } from './csv-time.ts';

/** Fields that are texts of the event itself; `payload.<name>` and `amount` come on top. */
const TEXT_FIELDS = ['event_type', 'idempotency_key', 'source', ...CONTEXT_FIELDS] as const;
const OTHER_FIELDS = ['occurred_at', 'amount', 'amount_cents', 'currency', 'payload'] as const;
const FIELDS: ReadonlySet<string> = new Set([...TEXT_FIELDS, ...OTHER_FIELDS]);

/** How to read a file: all of it may be in a JSON file for `--mapping`. */
export interface Mapping {
  /** Column of a field: `{"occurred_at":"Date"}`. Columns that are called like a field need no entry. */
  map: Record<string, string>;
  /** One value for a field in every row: `{"currency":"EUR"}`. */
  set: Record<string, string>;
  /** Event type of each word in the column of `event_type`: `{"paid":"payment_succeeded"}`. */
  types: Record<string, string>;
  /** Zone of times without an offset. */
  timezone: string;
  /** Which number comes first in 03/04/2026; without it such a date is refused. */
  dates?: DateOrder;
  /** The decimal sign of amounts. */
  decimal: '.' | ',';
}

/** Fields of a header's columns. */
export interface Columns {
  /** Position of the column of each mapped field. */
  at: Map<string, number>;
  /** Columns that nothing uses. */
  unused: string[];
}

/** Finds the columns; throws in words when the header and the mapping do not fit. */
export function columnsOf(header: string[], { map, set }: Mapping): Columns {
  const names = header.map((name) => withoutGuard(name).trim());
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice) throw new Error(`Two columns are called ${twice}.`);
  const at = new Map(names.flatMap((name, column) => (isField(name) ? [[name, column] as const] : [])));
  for (const [field, name] of Object.entries(map)) {
    if (!isField(field))
      throw new Error(`${field} is no field of an event. Fields: ${[...FIELDS].join(', ')}, payload.<name>.`);
    if (!names.includes(name)) throw new Error(`There is no column ${name}. Columns: ${names.join(', ')}.`);
    at.set(field, names.indexOf(name));
  }
  // What the dashboard saves for an erased event has an id and no key.
  if (!at.has('idempotency_key') && names.includes('id')) at.set('idempotency_key', names.indexOf('id'));
  for (const field of ['event_type', 'idempotency_key']) {
    if (at.has(field) || set[field] !== undefined) continue;
    throw new Error(
      `Which column is ${field}? --map ${field}=COLUMN${field === 'event_type' ? ', or --set event_type=payment_succeeded for all rows' : ', one that differs in every row, such as an order number'}. Columns: ${names.join(', ')}.`,
    );
  }
  const used = new Set(at.values());
  return { at, unused: names.filter((_, column) => !used.has(column)) };
}

/** A row as an event; throws in words. The server judges what is left to judge. */
export function eventOfRow(cells: string[], { at }: Columns, mapping: Mapping): Record<string, unknown> {
  const cell = (field: string): string | undefined => {
    const column = at.get(field);
    const text = column === undefined ? '' : withoutGuard(cells[column] ?? '').trim();
    return text === '' ? mapping.set[field] : text;
  };
  const event: Record<string, unknown> = {};
  for (const field of TEXT_FIELDS) event[field] = cell(field);
  const type = cell('event_type');
  if (type !== undefined) event.event_type = mapping.types[type] ?? type;
  const time = cell('occurred_at');
  if (time !== undefined) event.occurred_at = instantOf(time, mapping.timezone, mapping.dates);
  const payload = payloadOf(cell);
  for (const field of new Set([...at.keys(), ...Object.keys(mapping.set)])) {
    if (field.startsWith('payload.')) payload[field.slice('payload.'.length)] = cell(field);
  }
  if (payload.amount_cents === undefined) Object.assign(payload, moneyOf(cell, event.event_type, mapping.decimal));
  return { ...event, payload };
}

function isField(name: string): boolean {
  return FIELDS.has(name) || /^payload\.\w+$/.test(name);
}

function payloadOf(cell: (field: string) => string | undefined): Record<string, unknown> {
  const text = cell('payload');
  if (text === undefined) return {};
  try {
    const payload: unknown = JSON.parse(text);
    if (typeof payload === 'object' && payload !== null && !Array.isArray(payload)) return { ...payload };
  } catch {
    // Reported below, in our own words.
  }
  throw new Error('payload: not a JSON object');
}

/** Refunds may carry a minus sign: the event's type says it already. */
function moneyOf(
  cell: (field: string) => string | undefined,
  type: unknown,
  decimal: '.' | ',',
): Record<string, unknown> {
  const [amount, cents, currency] = [cell('amount'), cell('amount_cents'), cell('currency')];
  if (amount === undefined && cents === undefined) return {};
  if (currency === undefined)
    throw new Error('amount: no currency beside it; --set currency=EUR gives one to all rows');
  if (!isCurrency(currency)) throw new Error(`currency: ${currency} is no ISO 4217 code`);
  const minor =
    amount === undefined ? minorUnits(cents!, '.', 0) : minorUnits(amount, decimal, currencyExponent(currency));
  if (minor < 0 && type !== 'refund_issued')
    throw new Error(`amount: ${amount ?? cents} is negative; only refund_issued may be`);
  return { amount_cents: Math.abs(minor), currency };
}

/** An amount as people write it, as a whole number of units of 10^-digits. No rounding: what does not fit is refused. */
export function minorUnits(text: string, decimal: '.' | ',', digits: number): number {
  const isBracketed = /^\(.*\)$/.test(text);
  const bare = text
    .replace(/^\(|\)$/g, '')
    .replace(/[\p{Sc}\s'’]/gu, '')
    .replace('−', '-');
  const [, sign = '', whole = '', fraction = ''] =
    (decimal === '.'
      ? /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/
      : /^([+-]?)(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/
    ).exec(bare) ?? [];
  if (whole === '')
    throw new Error(`amount: ${text} is no number with the decimal sign ${decimal}${hint(bare, decimal)}`);
  const rest = fraction.slice(digits);
  if (/[1-9]/.test(rest)) throw new Error(`amount: ${text} has more than ${digits} digits behind the decimal sign`);
  const minor = Number(whole.replace(/[.,]/g, '') + fraction.slice(0, digits).padEnd(digits, '0'));
  return minor === 0 ? 0 : sign === '-' || isBracketed ? -minor : minor;
}

function hint(text: string, decimal: '.' | ','): string {
  const other = decimal === '.' ? ',' : '.';
  return /^[+-]?[\d.,]+$/.test(text) ? `; --decimal ${other === ',' ? "','" : "'.'"} takes the other` : '';
}
