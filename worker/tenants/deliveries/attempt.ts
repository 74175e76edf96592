/** One try of one delivery: claim, compose, hand over, record. At most one runs at a time, and none is repeated that may have sent. */
import { batch } from '../../base/db.ts';
import { AppError } from '../../base/errors.ts';
import { isTransient } from '../../base/retry.ts';
import type { DeliveryMessage } from './enqueue.ts';
import { sendDeliveries } from './enqueue.ts';
import type { Channel, DeliveryJob, Kind, Outcome } from './notice.ts';
import { nextDelay, type Pace, paceOf, QUEUE_DELAY_MS } from './pace.ts';
import type { ChannelName } from './schema.ts';
import { isSealed } from './seal.ts';
import { claimDelivery, findDelivery, settleDelivery } from './store.ts';
import type { Delivery } from './table.ts';
import { awaitTurn } from './turn.ts';
import { settleCarried } from './turn-store.ts';
import { writeMessage } from './write-message.ts';

/** Who writes messages and what carries them; `worker/deliveries.ts` lists both. */
export interface WayOut {
  kinds: Readonly<Record<string, Kind>>;
  channels: Readonly<Partial<Record<ChannelName, Channel>>>;
  /** Told of each delivery that is given up. */
  gaveUp?: (job: DeliveryJob, delivery: Delivery, reason: string) => Promise<void>;
  /** Told of each message that had a day's given-up deliveries sent again. */
  replayed?: (job: DeliveryJob, message: unknown) => Promise<void>;
}

/** Words for the log are cut here: other sides answer with whole pages. */
const MAX_DETAIL = 300;

/** Makes the try that a message asks for, unless it was made, is being made, has to wait, or nothing is left to do. */
export async function attemptDelivery(job: DeliveryJob, way: WayOut, message: DeliveryMessage): Promise<void> {
  const { tenant_id, project_id, delivery_id: id, attempt } = message;
  const found = await findDelivery(job.db, { tenant_id, project_id, id });
  if (!found || found.attempts !== attempt || found.carried_by !== null) return;
  const standing = await awaitTurn(job, way.kinds[found.kind], found);
  if (standing === 'later') return;
  const pace = paceOf(job.env);
  const lost_before = new Date(job.now - pace.lease_ms).toISOString();
  if (!(await claimDelivery(job.db, found, new Date(job.now).toISOString(), lost_before))) return;
  // A try that began and never ended: the Worker died, and what it had written down may be out.
  const broke_off = found.composed !== null || isSealed(found.content) ? found.trying_since : null;
  const delivery = { ...found, attempts: attempt + 1, unsure_since: found.unsure_since ?? broke_off };
  const tried =
    standing === 'go'
      ? await tryOnce(job, way, delivery, pace)
      : { outcome: { state: 'suppressed', reason: standing.suppressed } as const };
  if (tried) await record(job, way, delivery, { ...tried, pace });
}

/** How a try went, and what else its message told; undefined where a later try has begun meanwhile. */
type Tried = { outcome: Outcome; told?: readonly string[] } | undefined;

async function tryOnce(job: DeliveryJob, way: WayOut, delivery: Delivery, pace: Pace): Promise<Tried> {
  const [kind, channel] = [way.kinds[delivery.kind], way.channels[delivery.channel]];
  if (!kind || !channel) return { outcome: { state: 'dead', reason: 'unknown_kind' } };
  if (delivery.content === null || Date.parse(delivery.expires_at) <= job.now)
    return { outcome: { state: 'dead', reason: 'expired' } };
  if (isUnsure(job, channel, delivery.unsure_since)) return { outcome: UNSURE };
  try {
    const written = await writeMessage(job, kind, delivery);
    if (written === undefined) return undefined;
    if ('suppressed' in written) return { outcome: { state: 'suppressed', reason: written.suppressed } };
    const { told, ...message } = written;
    const signal = AbortSignal.timeout(pace.timeout_ms);
    return { outcome: await channel.send(job, { delivery, ...message }, signal), told };
  } catch (error) {
    if (isTransient(error)) return { outcome: { state: 'failed', reason: 'error', detail: wordsOf(error) } };
    return { outcome: { state: 'dead', reason: (error as AppError).code, detail: wordsOf(error) } };
  }
}

const UNSURE: Outcome = {
  state: 'dead',
  reason: 'outcome_unknown',
  detail: 'A try broke off, and the message may have gone out. Replay it if it did not arrive.',
};

/** Whether handing over once more could make a second message of one that is out already. */
function isUnsure(job: DeliveryJob, channel: Channel, since: string | null): boolean {
  return since !== null && job.now - Date.parse(since) >= channel.idempotentFor(job.env);
}

function wordsOf(error: unknown): string {
  return error instanceof AppError ? error.message : (error as Error).name;
}

/** Writes down how a try went; plans the next one where there is one. */
async function record(
  job: DeliveryJob,
  way: WayOut,
  delivery: Delivery,
  tried: { outcome: Outcome; told?: readonly string[]; pace: Pace },
): Promise<void> {
  const { pace, told } = tried;
  const delay =
    tried.outcome.state === 'failed' ? nextDelay(pace, delivery.attempts, tried.outcome.after_ms) : undefined;
  const outcome =
    tried.outcome.state === 'failed' && delay === undefined
      ? { ...tried.outcome, state: 'dead' as const }
      : tried.outcome;
  const change = changeOf(job, delivery, outcome, delay);
  const isOver = delay === undefined && way.kinds[delivery.kind]?.turn !== undefined;
  const carried = isOver ? [settleCarried(job.db, delivery, change, told)] : [];
  await batch(job.db, [settleDelivery(job.db, delivery, delivery.attempts, change), ...carried]);
  const { id, tenant_id, kind, channel, attempts } = delivery;
  // The operator's list of dead letters logs errors, one for many.
  const level = outcome.state === 'dead' ? 'warn' : 'info';
  job.log(level, `delivery ${outcome.state}`, { id, tenant_id, kind, channel, attempts, reason: change.reason });
  if (delay !== undefined && delay <= QUEUE_DELAY_MS) await sendDeliveries(job, [delivery], delay);
  if (outcome.state === 'dead') await way.gaveUp?.(job, delivery, outcome.reason);
}

function changeOf(
  job: DeliveryJob,
  delivery: Delivery,
  outcome: Outcome,
  delay: number | undefined,
): Partial<Delivery> {
  const now = new Date(job.now).toISOString();
  const {
    reason = null,
    detail = null,
    provider_id = null,
    maybe_sent = false,
  } = { reason: null, ...outcome } as Words;
  // A link is of no use to anybody once its letter has gone out or its time is over.
  const isSpent = outcome.state === 'sent' || outcome.state === 'suppressed' || reason === 'expired';
  return {
    state: outcome.state,
    reason,
    detail: detail?.slice(0, MAX_DETAIL) ?? null,
    provider_id,
    unsure_since: delivery.unsure_since ?? (maybe_sent ? now : null),
    next_attempt_at: delay === undefined ? null : new Date(job.now + delay).toISOString(),
    settled_at: delay === undefined ? now : null,
    ...(delay === undefined ? { composed: null } : {}),
    ...(isSpent && isSealed(delivery.content) ? { content: null } : {}),
  };
}

/** What an outcome may say. */
type Words = { reason?: string | null; detail?: string | null; provider_id?: string | null; maybe_sent?: boolean };
