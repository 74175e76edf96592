/** What this room asks of the Durable Objects. */

import type { EventFilter } from '../events/index.ts';

/** A Ledger as this room calls it. */
export interface NewsLedger {
  /** Events, newest receipt first; `next` is where the next page begins. */
  list(filter: EventFilter): { events: { seq: number; received_at: number; body: string }[]; next: number | null };
}

/** The Hub as this room calls it. */
export interface NotificationsHub {
  /** Tells the open sockets of people that their list of notifications changed. */
  tellPeople(user_ids: string[]): void;
}
