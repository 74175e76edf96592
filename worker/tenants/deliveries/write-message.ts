/** What a try says: written by the first one with all that goes with it, and the same at every later one. */
import type { Composed, DeliveryJob, Kind } from './notice.ts';
import { isSealed } from './seal.ts';
import type { Delivery } from './table.ts';
import { freezeMessage, gatherHeld, listCarried } from './turn-store.ts';

/**
 * The message of a claimed delivery. Whether its reader may have it is asked anew at each try; its words are those of the first. Sealed
 * letters are not kept in the clear: theirs come from their content alone. Undefined where a later try has begun.
 */
export async function writeMessage(job: DeliveryJob, kind: Kind, delivery: Delivery): Promise<Composed | undefined> {
  const composed = await kind.compose(job, delivery, await togetherWith(job, kind, delivery));
  if ('suppressed' in composed || isSealed(delivery.content)) return composed;
  if (delivery.composed !== null) return { ...composed, ...(JSON.parse(delivery.composed) as object) };
  const { notice, told } = composed;
  return (await freezeMessage(job.db, delivery, JSON.stringify({ notice, told }))) ? composed : undefined;
}

async function togetherWith({ db }: DeliveryJob, kind: Kind, delivery: Delivery): Promise<Delivery[]> {
  if (!kind.turn) return [];
  return delivery.composed === null ? await gatherHeld(db, delivery) : await listCarried(db, delivery);
}
