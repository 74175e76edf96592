/** SQL of sign-ups that wait for their link to be followed. */
import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { sign_ups, users } from '../table.ts';

export type SignUpRow = typeof sign_ups.$inferSelect;

export function insertSignUp(db: Db, row: SignUpRow): Statement {
  return db.insert(sign_ups).values(row);
}

export async function findSignUp(db: Db, digest: string, now: string): Promise<SignUpRow | undefined> {
  return await db
    .select()
    .from(sign_ups)
    .where(and(eq(sign_ups.digest, digest), gt(sign_ups.expires_at, now)))
    .get();
}

/** Replaces the link of a waiting sign-up, unless its address has an account by now. */
export async function renewSignUp(
  db: Db,
  id: string,
  change: { digest: string; expires_at: string },
  now: string,
): Promise<SignUpRow | undefined> {
  const taken = sql`${sign_ups.email} IN (SELECT ${users.email} FROM ${users})`;
  return await db
    .update(sign_ups)
    .set(change)
    .where(and(eq(sign_ups.id, id), gt(sign_ups.expires_at, now), sql`NOT ${taken}`))
    .returning()
    .get();
}

/** Forgets every sign-up of an address that has an account now. */
export function deleteSignUps(db: Db, email: string): Statement {
  return db.delete(sign_ups).where(eq(sign_ups.email, email));
}

export function deleteSignUpsBefore(db: Db, instant: string): Statement {
  return db.delete(sign_ups).where(lt(sign_ups.expires_at, instant));
}
