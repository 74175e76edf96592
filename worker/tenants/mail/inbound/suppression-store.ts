/** SQL of addresses that bounced or complained, and of the mails of a day. */
import { sha256 } from '../../../base/crypto.ts';
import type { Db, Statement } from '../../../base/db.ts';

export type SuppressReason = 'bounced' | 'complained';

/** Puts an address on the list; one that is on it stays as it is. */
export function suppressAddress(db: Db, email: string, reason: SuppressReason, now: string): Statement {
  return db.$client
    .prepare('INSERT INTO suppressed_addresses (digest, reason, created_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING')
    .bind(digestOf(email), reason, now);
}

/** Why nothing is sent to an address any more; null for one that is not on the list. */
export async function findSuppressed(db: Db, email: string): Promise<SuppressReason | null> {
  const select = db.$client.prepare('SELECT reason FROM suppressed_addresses WHERE digest = ?1').bind(digestOf(email));
  return await select.first<SuppressReason>('reason');
}

/** Counts one mail more of a tenant's UTC day, unless it has had `most`; whether there was room. */
export async function countMail(db: Db, tenant_id: string, date: string, most: number): Promise<boolean> {
  const counted = await db.$client
    .prepare(
      `INSERT INTO mail_days (tenant_id, date, quantity) VALUES (?1, ?2, 1)
       ON CONFLICT (tenant_id, date) DO UPDATE SET quantity = quantity + 1 WHERE quantity < ?3`,
    )
    .bind(tenant_id, date, most)
    .run();
  return counted.meta.changes > 0;
}

/** Drops the counts of days before `date`. */
export async function dropMailDays(db: Db, date: string): Promise<void> {
  await db.$client.prepare('DELETE FROM mail_days WHERE date < ?1').bind(date).run();
}

function digestOf(email: string): string {
  return sha256(email.trim().toLowerCase());
}
