import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ledgerOf } from '../../../durable/stubs.ts';
import { newId } from '../../base/ids.ts';
import type { MetricsLedger } from '../metrics/index.ts';
import { CustomerBook } from './book.ts';
import { type Entry, inOrder } from './entries.ts';

const payment = fc.record({
  customer: fc.constantFrom('ann', 'bob', 'cat', 'dan', '~x1', '~x22'),
  slot: fc.integer({ min: 1_400_000, max: 1_400_030 }),
  currency: fc.constantFrom('EUR', 'GBP'),
  orders: fc.nat(1),
});
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(payment, { maxLength: 12 }).map((payments) => ({ kind: 'add' as const, payments })),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'pack' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
  { weight: 1, arbitrary: fc.constantFrom('ann', 'bob', '~x1').map((who) => ({ kind: 'remove' as const, who })) },
);

type Payment = Pick<Entry, 'customer' | 'slot' | 'currency' | 'orders'>;

/** Everything in one list. */
class Model {
  payments: Payment[] = [];

  first(customer: string, from: number, to: number): number | null {
    const own = this.payments.filter((one) => one.customer === customer && one.orders > 0);
    const slots = own.map(({ slot }) => slot).filter((slot) => slot >= from && slot < to);
    return slots.length === 0 ? null : Math.min(...slots);
  }

  get entries(): Entry[] {
    const places = new Map<string, Entry>();
    for (const { customer, slot, currency, orders } of this.payments) {
      const key = `${customer} ${slot} ${currency}`;
      const known = places.get(key) ?? { customer, slot, currency, orders: 0, refunds: 0, paid: 0, refunded: 0 };
      places.set(key, { ...known, orders: known.orders + orders });
    }
    return [...places.values()].sort(inOrder);
  }
}

const entryOf = (one: Payment): Entry => ({ ...one, refunds: 0, paid: 0, refunded: 0 });

it('holds and finds what a plain list does, on pages of any size', async () => {
  const stub = ledgerOf<MetricsLedger>(env, newId('prj'));
  await runInDurableObject(stub as unknown as DurableObjectStub, (_, { storage }) => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), fc.integer({ min: 1, max: 6 }), (acts, size) => {
        storage.sql.exec('DELETE FROM customer_pages');
        const model = new Model();
        let book = new CustomerBook(storage.sql, size);
        for (const one of acts) {
          if (one.kind === 'add') {
            book.add(one.payments.map(entryOf));
            model.payments.push(...one.payments);
          } else book.pack();
          if (one.kind === 'reopen') book = new CustomerBook(storage.sql, size);
          if (one.kind === 'remove') {
            book.remove(({ customer }) => customer === one.who, one.who);
            model.payments = model.payments.filter(({ customer }) => customer !== one.who);
          }
          for (const customer of ['ann', 'bob', '~x1', '~x22', 'nobody']) {
            for (const [from, to] of [[0, Number.MAX_SAFE_INTEGER] as const, [1_400_005, 1_400_009] as const]) {
              expect(book.firstPaid(customer, { from, to })).toBe(model.first(customer, from, to));
            }
          }
        }
        book.pack();
        expect([...book.entries()]).toEqual(model.entries);
        expect([...book.entries('bob')]).toEqual(model.entries.filter(({ customer }) => customer >= 'bob'));
      }),
      { numRuns: 200 },
    );
  });
});
