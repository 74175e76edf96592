/** Retention inside a ledger: raw events past their time go, behind a signed checkpoint of the chain's head. */
import { DAY_MS } from '../../../shared/durations.ts';
import { signCheckpoint } from './checkpoint.ts';
import type { LedgerState } from './ledger-store.ts';
import { dropSegments, insertCheckpoint, lastBefore } from './ledger-upkeep-store.ts';

/** Segments of one step, so that appends are not kept waiting. */
const SEGMENTS_A_STEP = 2_000;
/** Time until the next step while there is more to drop. */
const STEP_MS = 1_000;

/** Drops what is past its retention, a bounded step at a time; returns when to look again, ms. */
export async function dropExpired(
  storage: DurableObjectStorage,
  signing_key: string,
  { project_id, retention_days }: Pick<LedgerState, 'project_id' | 'retention_days'>,
  now: number,
): Promise<number> {
  const { sql } = storage;
  const cut = lastBefore(sql, now - retention_days * DAY_MS);
  if (!cut) return now + DAY_MS;
  const signature = await signCheckpoint(signing_key, project_id, cut.seq, new Uint8Array(cut.head));
  storage.transactionSync(() => insertCheckpoint(sql, cut.seq, cut.head, now, signature));
  const dropped = dropSegments(sql, cut.seq, SEGMENTS_A_STEP);
  return now + (dropped < SEGMENTS_A_STEP ? DAY_MS : STEP_MS);
}
