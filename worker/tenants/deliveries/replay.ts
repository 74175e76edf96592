/** Giving deliveries that were given up all their tries again. */
import type { Ctx } from '../../base/context.ts';
import { sendDeliveries, USEFUL_MS } from './enqueue.ts';
import { reviveDeliveries } from './store.ts';

/** What the operator's list of dead letters holds of given-up deliveries: a project's of one day and cause are one entry. */
export interface Replay {
  type: 'deliveries.dead';
  tenant_id: string;
  project_id: string;
  since: string;
}

/** Deliveries that one call sends again. */
const MAX_REPLAYED = 500;

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** Sends one delivery that is suppressed, failed or dead again; false where there is none whose content is still kept. */
export async function replayDelivery(
  job: Job,
  place: { tenant_id: string; project_id: string; id: string },
): Promise<boolean> {
  return (await replay(job, place)) > 0;
}

/** Sends every delivery again that was given up since an instant, 500 at most; returns how many. */
export async function replayAll(
  job: Job,
  { tenant_id, project_id, since }: { tenant_id: string; project_id: string; since: string },
): Promise<number> {
  return await replay(job, { tenant_id, project_id, since });
}

async function replay(job: Job, which: { tenant_id: string; project_id: string; id?: string; since?: string }) {
  const revived = await reviveDeliveries(job.db, which, {
    now: new Date(job.now).toISOString(),
    until: new Date(job.now + USEFUL_MS).toISOString(),
    limit: MAX_REPLAYED,
  });
  await sendDeliveries(job, revived);
  return revived.length;
}
