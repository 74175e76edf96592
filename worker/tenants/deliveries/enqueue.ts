/** Putting messages on their way: the row commits with the plan, the queue message only makes it fast. */
import type { Ctx } from '../../base/context.ts';
import type { Db, Statement } from '../../base/db.ts';
import { describeError } from '../../base/log.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/durations.ts';
import type { ChannelName } from './schema.ts';
import { insertDeliveries } from './store.ts';
import type { Delivery } from './table.ts';

/** A message to be sent; all instants in ms. */
export interface NewDelivery {
  id: string;
  tenant_id: string;
  project_id: string;
  channel: ChannelName;
  kind: string;
  source_id: string;
  recipient: string;
  severity?: Delivery['severity'];
  /** What the kind composes from: a snapshot, as JSON. */
  content: string;
  /** Not before this; at once where it is absent. */
  send_at?: number;
  /** While it waits: what may take it along (`heldAs`). */
  held?: string;
  /** Of no use afterwards; five days where it is absent, which is all the tries there are. */
  expires_at?: number;
}

/** A message of the queue `deliveries`. `attempt` is the try it asks for: one that was made already is not made again. */
export interface DeliveryMessage {
  type: 'delivery';
  v: 1;
  tenant_id: string;
  project_id: string;
  delivery_id: string;
  attempt: number;
}

/** All the tries there are. */
export const USEFUL_MS = 120 * HOUR_MS;
/** Rows of one statement: 400 KB of JSON at most, for contents of up to 4 KB. */
const ROWS = 100;
const PAGE = 100;

/** The rows of new deliveries, for the batch of what they tell of. Planning the same again changes nothing. */
export function recordDeliveries(db: Db, planned: readonly NewDelivery[], now: number): Statement[] {
  const rows = planned.map((delivery) => rowOf(delivery, now));
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, i) =>
    insertDeliveries(db, rows.slice(i * ROWS, (i + 1) * ROWS)),
  );
}

function rowOf({ send_at, expires_at, severity, held, ...own }: NewDelivery, now: number): Delivery {
  const from = Math.max(send_at ?? 0, now);
  return {
    ...own,
    severity: severity ?? null,
    state: 'pending',
    attempts: 0,
    // The queue's message is usually faster; without it, the sweep is there a minute later.
    next_attempt_at: new Date(send_at !== undefined && send_at > now ? send_at : now + MINUTE_MS).toISOString(),
    trying_since: null,
    unsure_since: null,
    expires_at: new Date(expires_at ?? from + USEFUL_MS).toISOString(),
    reason: null,
    detail: null,
    provider_id: null,
    turn: null,
    carried_by: null,
    held: held ?? null,
    composed: null,
    created_at: new Date(now).toISOString(),
    settled_at: null,
  };
}

type Waiting = Pick<Delivery, 'tenant_id' | 'project_id' | 'id'> & { attempts?: number };

/** Enqueues deliveries whose rows are written; a failure is only logged because the sweep finds them. */
export async function sendDeliveries(
  { env, log }: Pick<Ctx, 'env' | 'log'>,
  waiting: readonly Waiting[],
  delay_ms = 0,
): Promise<void> {
  const delaySeconds = Math.round(delay_ms / 1_000);
  try {
    for (let i = 0; i < waiting.length; i += PAGE) {
      const messages = waiting.slice(i, i + PAGE).map((each) => ({ body: messageOf(each), delaySeconds }));
      await env.DELIVERIES.sendBatch(messages);
    }
  } catch (error) {
    log('warn', 'deliveries not sent, the sweep retries', { count: waiting.length, ...describeError(error) });
  }
}

/** Those of new deliveries that are not to wait. */
export function dueNow(planned: readonly NewDelivery[], now: number): NewDelivery[] {
  return planned.filter(({ send_at }) => send_at === undefined || send_at <= now);
}

function messageOf({ tenant_id, project_id, id, attempts = 0 }: Waiting): DeliveryMessage {
  return { type: 'delivery', v: 1, tenant_id, project_id, delivery_id: id, attempt: attempts };
}
