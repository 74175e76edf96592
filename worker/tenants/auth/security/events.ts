/** What happens around a person's own account, noted for that person. */
import { batch, type Statement } from '../../../base/db.ts';
import { newId } from '../../../base/ids.ts';
import { describeError } from '../../../base/log.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import type { SecurityEvent } from '../schema.ts';
import type { Visitor } from '../session/authenticate.ts';
import type { LiveSession } from '../session/session-store.ts';
import type { SecurityEventKind } from '../table.ts';
import { insertEvent, listEvents } from './events-store.ts';

/** How long the person sees them. */
export const KEPT_MS = 90 * DAY_MS;

const MAX_SHOWN = 100;

/** The browser that calls, as events remember it. */
export type Caller = Pick<Visitor, 'db' | 'now' | 'headers'>;

/** The statement that notes an event; it belongs into the batch of what it tells of. */
export function noteEvent(
  { db, now, headers }: Caller,
  who: { user_id: string } | { email: string },
  event: SecurityEventKind,
  detail = '',
): Statement {
  return insertEvent(db, who, {
    id: newId('sev'),
    event,
    detail,
    ip_address: headers.get('cf-connecting-ip') ?? '',
    user_agent: (headers.get('user-agent') ?? '').slice(0, 300),
    created_at: new Date(now).toISOString(),
  });
}

/** Notes a failed attempt at somebody's account, after the reply: its time must not tell whether there is one. */
export function noteFailure(
  visitor: Visitor,
  who: () => Promise<{ user_id: string } | { email: string } | undefined>,
  detail: string,
): void {
  afterReply(visitor, async () => {
    const person = await who();
    if (person) await batch(visitor.db, [noteEvent(visitor, person, 'sign_in_failed', detail)]);
  });
}

/** Runs work that nobody waits for once the reply is gone; what fails is logged. */
export function afterReply(visitor: Pick<Visitor, 'defer' | 'log'>, work: () => Promise<unknown>): void {
  const later = async () => {
    await scheduler.wait(0);
    await work();
  };
  visitor.defer?.(later().catch((error) => visitor.log('error', 'security event not recorded', describeError(error))));
}

/** The person's events of the last 90 days, newest first, at most 100. */
export async function listOwnEvents({ db, now }: Visitor, { user_id }: LiveSession): Promise<SecurityEvent[]> {
  const rows = await listEvents(db, user_id, new Date(now - KEPT_MS).toISOString(), MAX_SHOWN);
  return rows.map(({ user_id: _, ...event }) => event);
}
