/** SQL of the development outbox. */
import { desc, eq } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import { mail_outbox } from './table.ts';

export type OutboxMail = typeof mail_outbox.$inferSelect;

/** Keeps a mail; one that was kept already stays as it is. */
export function insertMail(db: Db, row: OutboxMail): Statement {
  return db.insert(mail_outbox).values(row).onConflictDoNothing();
}

/** The newest mails, those to one recipient when it is given. */
export async function listMails(db: Db, recipient: string | undefined, limit: number): Promise<OutboxMail[]> {
  return await db
    .select()
    .from(mail_outbox)
    .where(recipient === undefined ? undefined : eq(mail_outbox.recipient, recipient))
    .orderBy(desc(mail_outbox.id))
    .limit(limit);
}

export async function findMail(db: Db, id: string): Promise<OutboxMail | undefined> {
  return await db.select().from(mail_outbox).where(eq(mail_outbox.id, id)).get();
}
