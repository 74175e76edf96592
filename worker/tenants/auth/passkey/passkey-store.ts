/** SQL of passkeys. */
import { and, asc, count, eq } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { passkeys } from '../table.ts';

export type PasskeyRow = typeof passkeys.$inferSelect;

const ownPasskey = (user_id: string, id: string) => and(eq(passkeys.id, id), eq(passkeys.user_id, user_id));

export async function listPasskeyRows(db: Db, user_id: string): Promise<PasskeyRow[]> {
  return await db.select().from(passkeys).where(eq(passkeys.user_id, user_id)).orderBy(asc(passkeys.id)).limit(100);
}

export async function findPasskey(db: Db, user_id: string, id: string): Promise<PasskeyRow | undefined> {
  return await db.select().from(passkeys).where(ownPasskey(user_id, id)).get();
}

export async function countPasskeys(db: Db, user_id: string): Promise<number> {
  const row = await db.select({ n: count() }).from(passkeys).where(eq(passkeys.user_id, user_id)).get();
  return row?.n ?? 0;
}

export function renamePasskey(db: Db, user_id: string, id: string, name: string): Statement {
  return db.update(passkeys).set({ name }).where(ownPasskey(user_id, id));
}

export function deletePasskey(db: Db, user_id: string, id: string): Statement {
  return db.delete(passkeys).where(ownPasskey(user_id, id));
}
