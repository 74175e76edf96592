/** Realistic events of five types, 300 to 350 bytes of JSON each. */
import { createHash } from 'node:crypto';

/** Idempotency keys as UUIDs come, or as an importer and auto-increments give them. */
export type KeyOrder = 'random' | 'ascending';

const TYPES = ['payment_succeeded', 'session_started', 'lead_created', 'signup', 'refund_issued'] as const;
const PAGES = ['/', '/pricing', '/products/linen-shirt', '/products/oak-table', '/checkout', '/blog/spring'];
const CHANNELS = ['google', 'newsletter', 'direct', 'instagram', 'partner'];

export interface Stream {
  /** Keeps the keys of one run apart from those of another. */
  name: string;
  order: KeyOrder;
  /** Without it, events occur at their receipt. */
  occurred_at?: string;
}

/** The n-th event of a stream. */
export function eventAt(n: number, { name, order, occurred_at }: Stream): Record<string, unknown> {
  const event_type = TYPES[n % TYPES.length]!;
  return {
    event_type,
    idempotency_key: keyAt(n, name, order),
    ...(occurred_at === undefined ? {} : { occurred_at }),
    actor_type: 'customer',
    actor_id: `cus_${(n * 7919) % 100_000}`,
    session_id: `ses_${name}_${Math.floor(n / 3)}`,
    payload: payloadAt(n, event_type),
  };
}

/** The JSON of `size` events from sequence `from` on: a bare object for one, an array for more. */
export function bodyAt(from: number, size: number, stream: Stream): string {
  if (size === 1) return JSON.stringify(eventAt(from, stream));
  return JSON.stringify(Array.from({ length: size }, (_, i) => eventAt(from + i, stream)));
}

/** Bodies for `count` requests of `size` events, handed out in order. */
export function bodiesOf(count: number, size: number, stream: Stream): () => string {
  const bodies = Array.from({ length: count }, (_, i) => bodyAt(i * size, size, stream));
  let next = 0;
  return () => {
    const body = bodies[next++];
    if (body === undefined) throw new Error('The prepared bodies have run out.');
    return body;
  };
}

function keyAt(n: number, name: string, order: KeyOrder): string {
  if (order === 'ascending') return `${name}-${String(n).padStart(10, '0')}`;
  const hex = createHash('md5').update(`${name} ${n}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function payloadAt(n: number, event_type: string): Record<string, unknown> {
  const visit = {
    channel: CHANNELS[(n % 7) % CHANNELS.length],
    page: PAGES[n % PAGES.length],
    items: 1 + (n % 4),
    returning: n % 3 === 0,
  };
  if (event_type === 'payment_succeeded' || event_type === 'refund_issued') {
    return { amount_cents: 500 + ((n * 37) % 20_000), currency: 'GBP', order: `ORD-${100_000 + n}`, ...visit };
  }
  return { ...visit, device: n % 2 === 0 ? 'mobile' : 'desktop', campaign: 'autumn-collection', score: n % 100 };
}
