/** Forgetting who customers were: their payments stay counted under names that lead to nobody. */
import { randomToken } from '../../base/crypto.ts';
import { nameOf } from './apply-payments.ts';
import type { CustomerBook } from './book.ts';
import { dropFixed, loadFixed, saveFixed } from './customers-store.ts';

/** What names of nobody begin with; no hash does. */
export const NOBODY = '~';

/** Actors whom the person was `named` by, and the actor of each payment or refund that was erased. */
export interface Erased {
  named: readonly string[];
  gone: readonly string[];
}

/** Unnames the customers that were named, and those of whom no payment is left with a name. The book must be packed. */
export function eraseActors(
  { sql, book }: { sql: SqlStorage; book: CustomerBook },
  key: Uint8Array,
  { named, gone }: Erased,
): void {
  const counts = new Map(named.map((actor_id) => [nameOf(key, actor_id), Number.POSITIVE_INFINITY]));
  for (const actor_id of gone) {
    const name = nameOf(key, actor_id);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const fixed = loadFixed(sql);
  for (const [name, n] of counts) {
    const entries = book.remove(({ customer }) => customer === name, name);
    const total = entries.reduce((sum, { orders, refunds }) => sum + orders + refunds, 0);
    const erased = (fixed.get(name) ?? 0) + n;
    if (erased < total) saveFixed(sql, name, erased);
    else dropFixed(sql, name);
    const customer = erased < total ? name : NOBODY + randomToken(12);
    book.add(entries.map((entry) => ({ ...entry, customer })));
  }
  book.pack();
}
