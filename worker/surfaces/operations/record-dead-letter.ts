/** Recording what a queue gave up on, grouped by work and cause, and noting that it was done after all. */

import { canonicalJson } from '../../base/canonical-json.ts';
import type { Ctx } from '../../base/context.ts';
import { sha256 } from '../../base/crypto.ts';
import type { JsonValue } from '../../base/json.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { deleteLettersBefore, putDeadLetter, settleWork } from './dead-letter-store.ts';

type Job = Pick<Ctx, 'db' | 'now' | 'log'>;

const KEPT_MS = 30 * DAY_MS;

/** The work of a message, whatever its id: messages of the same work are one group. */
export function workOf(body: unknown): string {
  if (body === null || typeof body !== 'object') return JSON.stringify(body) ?? 'undefined';
  const { id: _, is_replay: __, ...work } = body as Record<string, JsonValue>;
  return canonicalJson(work);
}

/**
 * Adds a message that was given up to the group of its work and cause. Logs one line when the group begins and whenever it has
 * doubled, so that a fault that lasts does not fill the log.
 */
export async function recordDeadLetter(job: Job, queue: string, body: unknown, error?: unknown): Promise<void> {
  const cause = error === undefined ? '' : causeOf(error);
  const [work, text] = [workOf(body), JSON.stringify(body) ?? 'null'];
  const id = `dlt_${sha256(`${queue} ${cause} ${work}`).slice(0, 32)}`;
  const named = (body as { tenant_id?: unknown } | null)?.tenant_id;
  const tenant_id = typeof named === 'string' ? named : null;
  const created_at = new Date(job.now).toISOString();
  const count = await putDeadLetter(job.db, { id, tenant_id, queue, body: text, created_at, work, cause });
  if (Number.isInteger(Math.log2(count)))
    job.log('error', 'dead letter', { dead_letter_id: id, tenant_id, cause, count });
}

/** Closes the groups of this work: it was done. */
export async function settleDeadLetters(job: Job, body: unknown): Promise<void> {
  await settleWork(job.db, workOf(body), new Date(job.now).toISOString());
}

/** The daily job: forgets what was last given up a month ago. */
export async function purgeDeadLetters(job: Job): Promise<void> {
  await deleteLettersBefore(job.db, new Date(job.now - KEPT_MS).toISOString());
}

/** An error without the ids and numbers that differ from one time to the next. */
function causeOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replace(/\b[a-z]{3}_[0-9a-f]{32}\b|\b[0-9a-f]{16,}\b|\d+/g, '…').slice(0, 200);
}
