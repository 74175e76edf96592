/** SQL of what is slowed: attempts by subject. */
import { eq, lt, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { attempts } from '../table.ts';

/** How a kind of attempt is slowed. */
export interface Pace {
  /** Attempts that need no delay. */
  free: number;
  /** After that each blocks what follows for twice as long as the one before, from 2 s up to so many seconds. */
  most_seconds: number;
  /** Forgotten after so many quiet seconds. */
  forget_seconds: number;
}

/** Counts an attempt unless its subject is blocked right now; changes no row when it is. */
export function countAttempt(db: Db, subject: string, pace: Pace, now: number): Statement {
  const at = new Date(now).toISOString();
  const forgotten = sql`${attempts.blocked_until} < ${new Date(now - pace.forget_seconds * 1000).toISOString()}`;
  const count = sql`iif(${forgotten}, 1, ${attempts.count} + 1)`;
  const over = sql`iif(${forgotten}, 0, max(0, ${attempts.count} + 1 - ${pace.free}))`;
  const wait = sql`iif(${over} = 0, 0, min(${pace.most_seconds}, 1 << min(20, ${over})))`;
  const blocked_until = sql`strftime('%Y-%m-%dT%H:%M:%fZ', ${now / 1000} + ${wait}, 'unixepoch')`;
  return db
    .insert(attempts)
    .values({ subject, count: 1, blocked_until: at })
    .onConflictDoUpdate({
      target: attempts.subject,
      set: { count, blocked_until },
      setWhere: sql`${attempts.blocked_until} <= ${at}`,
    });
}

/** Blocks a subject until `until` unless it is blocked already; changes no row when it is. */
export function block(db: Db, subject: string, now: number, until: number): Statement {
  const blocked_until = new Date(until).toISOString();
  return db
    .insert(attempts)
    .values({ subject, count: 1, blocked_until })
    .onConflictDoUpdate({
      target: attempts.subject,
      set: { blocked_until },
      setWhere: lt(attempts.blocked_until, new Date(now).toISOString()),
    });
}

export async function findBlock(db: Db, subject: string): Promise<string | undefined> {
  const row = await db.select().from(attempts).where(eq(attempts.subject, subject)).get();
  return row?.blocked_until;
}

/** Forgets a subject's attempts: it has proved to be the right one. */
export function forgiveAll(db: Db, subject: string): Statement {
  return db.delete(attempts).where(eq(attempts.subject, subject));
}

/** Takes back the attempt just counted: it needs no delay. */
export function forgiveOne(db: Db, subject: string, now: number): Statement {
  return db
    .update(attempts)
    .set({ count: sql`max(0, ${attempts.count} - 1)`, blocked_until: new Date(now).toISOString() })
    .where(eq(attempts.subject, subject));
}

export function deleteAttemptsBefore(db: Db, instant: string): Statement {
  return db.delete(attempts).where(lt(attempts.blocked_until, instant));
}
