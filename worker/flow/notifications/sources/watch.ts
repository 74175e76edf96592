/** Beginning to watch a project's business events: from now on, once somebody wants to hear of one. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import { batch } from '../../../base/db.ts';
import { callObject } from '../../../base/retry.ts';
import type { NewsLedger } from '../objects.ts';
import type { Job } from '../plan/plan.ts';
import type { BusinessEvent } from '../preferences/schema.ts';
import { findWatch, insertWatch } from './event-store.ts';

/** Watches from the newest event on, which is not told any more; does nothing while none of `events` is wanted, or they are watched. */
export async function watchEvents(
  job: Pick<Job, 'env' | 'db'>,
  whose: { tenant_id: string; project_id: string },
  events: readonly BusinessEvent[],
): Promise<void> {
  if (events.length === 0 || (await findWatch(job.db, whose)) !== null) return;
  const newest = await callObject(async () => await ledgerOf<NewsLedger>(job.env, whose.project_id).list({ limit: 1 }));
  await batch(job.db, [insertWatch(job.db, whose, newest.events[0]?.seq ?? -1)]);
}
