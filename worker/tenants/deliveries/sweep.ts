/** The minute cron's part: what is due is enqueued, whatever became of its first message. */
import { DAY_MS, MINUTE_MS } from '../../shared/durations.ts';
import { sendDeliveries } from './enqueue.ts';
import type { DeliveryJob } from './notice.ts';
import { deleteDeliveriesBefore, dropSpentContents, takeDue } from './store.ts';
import { dropTurns } from './turn-store.ts';

const PAGE = 500;
/** Deliveries of one run; the next minute goes on. */
const MAX_SWEPT = 10_000;
/** Whoever was enqueued gets this long before the sweep looks again. */
const AGAIN_MS = 2 * MINUTE_MS;
const KEPT_MS = 90 * DAY_MS;

/** Enqueues every delivery that is due: retries, scheduled ones, and those whose message or Worker was lost. Returns how many. */
export async function sweepDeliveries(job: DeliveryJob): Promise<number> {
  const now = new Date(job.now).toISOString();
  const again_at = new Date(job.now + AGAIN_MS).toISOString();
  for (let swept = 0; ; ) {
    const due = await takeDue(job.db, { now, again_at, limit: PAGE });
    await sendDeliveries(job, due);
    swept += due.length;
    if (due.length < PAGE || swept >= MAX_SWEPT) return swept;
  }
}

/** The daily job: forgets what was settled three months ago, and at once the links in letters whose time is over. */
export async function purgeDeliveries(job: DeliveryJob): Promise<void> {
  await dropSpentContents(job.db, new Date(job.now).toISOString());
  await deleteDeliveriesBefore(job.db, new Date(job.now - KEPT_MS).toISOString());
  await dropTurns(job.db, job.now);
}
