/** Adding payments to a ledger's customers, and counting the first ones. */
import { hmac } from '../../base/crypto.ts';
import type { CustomerBook } from './book.ts';
import type { CustomerState } from './customers-store.ts';
import { type Entry, inOrder, merged } from './entries.ts';
import { changesOf, EVER, type FirstChanges, Stretches } from './firsts.ts';
import type { LocalDays } from './local-days.ts';
import type { CustomerPayment } from './payments.ts';

const NAME_BYTES = 12;

/** What a customer is called in a ledger: a keyed hash of the id, so that nobody reads the id from it. */
export function nameOf(key: Uint8Array, actor_id: string): string {
  return Buffer.from(hmac(key, actor_id)).subarray(0, NAME_BYTES).toString('base64url');
}

/** A zone whose days are counted; of customers from `next` on the count is still to come. */
export interface CountedZone {
  days: LocalDays;
  next: string;
}

/** What decides which payments count, and for whom. */
export interface Terms {
  state: CustomerState;
  key: Uint8Array;
  /** Customers that a replay leaves as they are. */
  fixed: ReadonlyMap<string, number>;
}

/** The entries that payments become, in order. A replay leaves out what it may not read again. */
export function entriesOfPayments(payments: readonly CustomerPayment[], { state, key, fixed }: Terms): Entry[] {
  const names = new Map<string, string>();
  const entries = payments.flatMap(({ seq, actor_id, slot, currency, isRefund, amount }): Entry[] => {
    const isReplay = seq < state.replay_seq;
    if (isReplay && slot < state.replay_slot) return [];
    const customer = names.get(actor_id) ?? nameOf(key, actor_id);
    names.set(actor_id, customer);
    if (isReplay && fixed.has(customer)) return [];
    const own = { customer, slot, currency, orders: 0, refunds: 0, paid: 0, refunded: 0 };
    return [isRefund ? { ...own, refunds: 1, refunded: amount } : { ...own, orders: 1, paid: amount }];
  });
  return merged([], entries.sort(inOrder));
}

/** How new entries change the counts of first payments, as far as zones are counted. Call it before the book has them. */
export function firstsOf(
  entries: readonly Entry[],
  book: CustomerBook,
  zones: ReadonlyMap<string, CountedZone>,
): FirstChanges {
  const stretches = new Stretches();
  for (const { customer, slot, orders } of entries) {
    if (orders === 0) continue;
    for (const [zone, { days, next }] of zones) {
      if (customer < next) stretches.add(zone, customer, slot, zone === '' ? EVER : days.of(slot));
    }
  }
  const asked = stretches.list();
  return changesOf(
    asked,
    asked.map((stretch) => book.firstPaid(stretch.customer, stretch)),
  );
}
