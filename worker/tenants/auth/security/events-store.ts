/** SQL of what happened around people's own accounts. */
import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { security_events, users } from '../table.ts';

export type SecurityEventRow = typeof security_events.$inferSelect;

/** Writes an event of whoever `who` names; no row where there is no such person. */
export function insertEvent(
  db: Db,
  who: { user_id: string } | { email: string },
  row: Omit<SecurityEventRow, 'user_id'>,
): Statement {
  const text = (name: string, value: string) => sql<string>`${value}`.as(name);
  const event = db
    .select({
      id: text('id', row.id),
      user_id: users.id,
      event: sql<SecurityEventRow['event']>`${row.event}`.as('event'),
      detail: text('detail', row.detail),
      ip_address: text('ip_address', row.ip_address),
      user_agent: text('user_agent', row.user_agent),
      created_at: text('created_at', row.created_at),
    })
    .from(users)
    .where('email' in who ? eq(users.email, who.email) : eq(users.id, who.user_id));
  return db.insert(security_events).select(event);
}

/** A person's events, newest first. */
export async function listEvents(db: Db, user_id: string, after: string, limit: number): Promise<SecurityEventRow[]> {
  const { id, created_at } = security_events;
  return await db
    .select()
    .from(security_events)
    .where(and(eq(security_events.user_id, user_id), gt(created_at, after)))
    .orderBy(desc(id))
    .limit(limit);
}

/** Whether a person has signed in before, as far as is remembered. */
export async function hasSignedIn(db: Db, user_id: string): Promise<boolean> {
  const own = and(eq(security_events.user_id, user_id), eq(security_events.event, 'sign_in'));
  return (await db.select({ id: security_events.id }).from(security_events).where(own).limit(1).get()) !== undefined;
}

export function deleteEventsBefore(db: Db, instant: string): Statement {
  return db.delete(security_events).where(lt(security_events.created_at, instant));
}
