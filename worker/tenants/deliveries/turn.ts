/** Waiting for a turn: messages to one reader stay few, what is too much goes out together. */
import type { DeliveryJob, Kind } from './notice.ts';
import { findDelivery } from './store.ts';
import type { Delivery } from './table.ts';
import { heldAs, holdDelivery, takeTurn, type Wanted, waitFor } from './turn-store.ts';

/** Whether a delivery may be tried now, waits, or is left out for a reason. */
export type Standing = 'go' | 'later' | { suppressed: string };

/** Where a delivery stands before its first try. Asking again, also at the same time, takes no second turn. */
export async function awaitTurn(job: DeliveryJob, kind: Kind | undefined, delivery: Delivery): Promise<Standing> {
  if (delivery.turn !== null || delivery.attempts > 0) return 'go';
  const turn = await kind?.turn?.(job, delivery);
  if (turn === undefined) return 'go';
  if ('suppressed' in turn) return turn;
  if ('not_before' in turn) return await hold(job, delivery, turn.not_before, turn.together ?? false);
  const mark = crypto.randomUUID();
  if (await takeTurn(job.db, delivery, turn, { mark, now: job.now })) return 'go';
  return await standAside(job, delivery, turn);
}

/** Another consumer of the same message may have taken its turn meanwhile: then the claim decides which of them sends. */
async function standAside(job: DeliveryJob, delivery: Delivery, turn: Wanted): Promise<Standing> {
  const until = await waitFor(job.db, delivery, turn, job.now);
  const after = await findDelivery(job.db, delivery);
  if (after === undefined || after.carried_by !== null) return 'later';
  if (after.turn !== null) return 'go';
  if (until === null) return { suppressed: 'daily_limit' };
  return await hold(job, delivery, until ?? job.now);
}

async function hold(job: DeliveryJob, delivery: Delivery, until: number, together = true): Promise<Standing> {
  await holdDelivery(job.db, delivery, together ? heldAs(delivery) : null, until);
  return 'later';
}
