/** Comparing a ledger's customers with its raw events, and the counts of first payments with the customers. */
import { SLOT_MS } from '../../base/time.ts';
import type { CellDifference } from '../events/ledger/index.ts';
import { nameOf } from './apply-payments.ts';
import type { CustomerBook } from './book.ts';
import { firstsIn, loadFixed, payingDuring } from './customers-store.ts';
import type { Entry } from './entries.ts';
import { NOBODY } from './erase-customers.ts';
import { EVER, Stretches } from './firsts.ts';
import type { LocalDays } from './local-days.ts';
import { type CustomerPayment, paymentsIn } from './payments.ts';

/** What to compare: slots `[from, to)`, and the zones whose days are counted. */
export interface Checked {
  from: number;
  to: number;
  zones: readonly { zone: string; days: LocalDays }[];
}

const MAX_TOLD = 1_000;

type Amounts = CellDifference['found'];
const NOTHING: Amounts = { n: 0, sum: 0, min: 0, max: 0 };

interface Held {
  sql: SqlStorage;
  book: CustomerBook;
}

/** The first thousand differences, none where everything is as it should be. The book must be packed. */
export function differencesOf(held: Held, key: Uint8Array, checked: Checked): CellDifference[] {
  const rows: Entry[] = [];
  for (const entry of held.book.entries()) if (entry.slot >= checked.from && entry.slot < checked.to) rows.push(entry);
  const payments = paymentDifferences(held.sql, key, { ...checked, rows });
  return [...payments, ...firstDifferences(held, checked, rows)].slice(0, MAX_TOLD);
}

type WithRows = Checked & { rows: readonly Entry[] };

function paymentDifferences(sql: SqlStorage, key: Uint8Array, { from, to, rows }: WithRows): CellDifference[] {
  const fixed = loadFixed(sql);
  const found = new Map<string, Amounts>();
  for (const { customer, slot, currency, orders, refunds, paid, refunded } of rows) {
    if (!fixed.has(customer) && !customer.startsWith(NOBODY))
      add(found, `${slot} ${currency} ${customer}`, orders + refunds, paid - refunded);
  }
  const payments = paymentsDuring(sql, from, to);
  const expected = new Map<string, Amounts>();
  for (const { actor_id, slot, currency, isRefund, amount } of payments) {
    const customer = nameOf(key, actor_id);
    if (fixed.has(customer)) continue;
    add(expected, `${slot} ${currency} ${customer}`, 1, isRefund ? -amount : amount);
  }
  return compare(found, expected, 'customers.payments');
}

function paymentsDuring(sql: SqlStorage, from: number, to: number): CustomerPayment[] {
  const payments: CustomerPayment[] = [];
  for (const segment of payingDuring(sql, from * SLOT_MS, to * SLOT_MS)) {
    payments.push(...paymentsIn(segment).filter(({ slot }) => slot >= from && slot < to));
  }
  return payments;
}

function firstDifferences({ sql, book }: Held, { from, to, zones }: Checked, rows: readonly Entry[]) {
  const stretches = new Stretches();
  for (const { customer, slot, orders } of rows) {
    if (orders === 0) continue;
    for (const { zone, days } of zones) stretches.add(zone, customer, slot, zone === '' ? EVER : days.of(slot));
  }
  const asked = stretches.list();
  const firsts = asked.map((one) => book.firstPaid(one.customer, one));
  const expected = new Map<string, Amounts>();
  asked.forEach(({ zone }, i) => {
    const slot = firsts[i]!;
    if (slot !== null && slot >= from && slot < to) add(expected, `${slot}  ${zone}`, 1, 0);
  });
  const found = new Map<string, Amounts>();
  for (const { zone, slot, n } of firstsIn(sql, from, to)) add(found, `${slot}  ${zone}`, n, 0);
  return compare(found, expected, 'customers.active');
}

function add(into: Map<string, Amounts>, key: string, n: number, sum: number): void {
  const known = into.get(key) ?? NOTHING;
  into.set(key, { ...known, n: known.n + n, sum: known.sum + sum });
}

/** Keys begin with slot and currency. */
function compare(found: Map<string, Amounts>, expected: Map<string, Amounts>, event_type: string): CellDifference[] {
  return [...new Set([...found.keys(), ...expected.keys()])].flatMap((key) => {
    const [is, should] = [found.get(key) ?? NOTHING, expected.get(key) ?? NOTHING];
    if (is.n === should.n && is.sum === should.sum) return [];
    const [slot, currency = ''] = key.split(' ');
    return [{ slot: Number(slot), event_type, currency, found: is, expected: should }];
  });
}
