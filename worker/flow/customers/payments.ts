/** Pure: the payments and refunds of customers among stored events. */
import { SLOT_MS } from '../../base/time.ts';

/** Money that came from or went back to somebody with an id. */
export interface CustomerPayment {
  seq: number;
  actor_id: string;
  slot: number;
  currency: string;
  isRefund: boolean;
  amount: number;
}

interface StoredEvent {
  event_type: string;
  occurred_at: string;
  actor_id?: string;
  erased?: boolean;
  payload: { amount_cents?: number; currency?: string };
}

const TYPES = new Set(['payment_succeeded', 'refund_issued']);

/** The payments of a segment's text that begins at the sequence `seq`; erased events have no customer any more. */
export function paymentsIn({ seq, body }: { seq: number; body: string }): CustomerPayment[] {
  const events = JSON.parse(body) as StoredEvent[];
  return events.flatMap(({ event_type, occurred_at, actor_id, erased, payload }, i) => {
    if (!TYPES.has(event_type) || actor_id === undefined || actor_id === '' || erased) return [];
    const slot = Math.floor(Date.parse(occurred_at) / SLOT_MS);
    const { currency = '', amount_cents = 0 } = payload;
    return [{ seq: seq + i, actor_id, slot, currency, isRefund: event_type === 'refund_issued', amount: amount_cents }];
  });
}
