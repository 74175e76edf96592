/** Writing down the head that a ledger has after a day, signed. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { callObject } from '../../../base/retry.ts';
import { signCheckpoint } from '../ledger/checkpoint.ts';
import type { EventsLedger } from '../objects.ts';
import { findHead, type HeadRow, insertHead } from './store.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now'>;

/** The head of a ledger that covers a UTC day and all before it: the one that was written down first. */
export async function recordHead(job: Job, whose: Pick<HeadRow, 'tenant_id' | 'project_id' | 'day'>): Promise<HeadRow> {
  const { tenant_id, project_id, day } = whose;
  const known = await findHead(job.db, whose);
  if (known) return known;
  // Nothing lies behind this sequence: only the end is asked for.
  const end = () => ledgerOf<EventsLedger>(job.env, project_id).chain(Number.MAX_SAFE_INTEGER, 1);
  const { seq, head } = await callObject(async () => await end());
  const signature = await signCheckpoint(job.env.SIGNING_KEY, project_id, seq, head);
  const row = {
    tenant_id,
    project_id,
    day,
    seq,
    head: Buffer.from(head).toString('hex'),
    at: new Date(job.now).toISOString(),
    signature: Buffer.from(signature).toString('base64'),
  };
  await batch(job.db, [insertHead(job.db, row)]);
  return (await findHead(job.db, whose)) ?? row;
}
