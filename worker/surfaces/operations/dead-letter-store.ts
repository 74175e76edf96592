/** SQL of dead letters. */
import { and, desc, eq, gte, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../../base/db.ts';
import { dead_letters } from './table.ts';

export type DeadLetterRow = typeof dead_letters.$inferSelect;

/** Adds one message to its group; returns how many the group has now. */
export async function putDeadLetter(
  db: Db,
  letter: Omit<DeadLetterRow, 'count' | 'last_seen_at' | 'settled_at'>,
): Promise<number> {
  const { body, created_at: last_seen_at } = letter;
  const row = await db
    .insert(dead_letters)
    .values({ ...letter, count: 1, last_seen_at })
    .onConflictDoUpdate({
      target: dead_letters.id,
      set: { body, last_seen_at, count: sql`${dead_letters.count} + 1`, settled_at: null },
    })
    .returning({ count: dead_letters.count })
    .get();
  return row.count;
}

/** The work was done after all. */
export async function settleWork(db: Db, work: string, now: string): Promise<void> {
  await db
    .update(dead_letters)
    .set({ settled_at: now })
    .where(and(eq(dead_letters.work, work), isNull(dead_letters.settled_at)));
}

/** Where a page of the list ended. */
export interface LetterMark {
  last_seen_at: string;
  id: string;
}

/** Open groups, last seen first: below `before`, and seen at or after `since` where that is given. */
export async function pageOpenLetters(
  db: Db,
  { before, since, limit }: { before?: LetterMark; since?: string; limit: number },
): Promise<DeadLetterRow[]> {
  const { last_seen_at, id, settled_at } = dead_letters;
  const below =
    before && or(lt(last_seen_at, before.last_seen_at), and(eq(last_seen_at, before.last_seen_at), lt(id, before.id)));
  return await db
    .select()
    .from(dead_letters)
    .where(and(isNull(settled_at), below, since === undefined ? undefined : gte(last_seen_at, since)))
    .orderBy(desc(last_seen_at), desc(id))
    .limit(limit);
}

export async function findLetter(db: Db, id: string): Promise<DeadLetterRow | undefined> {
  return await db.select().from(dead_letters).where(eq(dead_letters.id, id)).get();
}

/** Drops groups that were last seen before an instant. */
export async function deleteLettersBefore(db: Db, instant: string): Promise<void> {
  await db.delete(dead_letters).where(lt(dead_letters.last_seen_at, instant));
}
