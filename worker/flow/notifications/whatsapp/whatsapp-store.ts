/** SQL of WhatsApp: phones by their number, messages that were handled, the messages of a day. */
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import type { ChannelRow } from '../channels/channel-store.ts';
import { channels } from '../table.ts';

/** Everybody's phones of a number that agreed to get messages, in every workspace. */
export async function phonesOf(db: Db, address: string): Promise<ChannelRow[]> {
  return await db.select().from(channels).where(isPhone(address));
}

/** Notes when a number last wrote (ISO): for a day it may be sent free text. Never back in time. */
export function noteWritten(db: Db, address: string, at: string): Statement {
  const isNewer = sql`coalesce(${channels.config} ->> '$.last_inbound_at', '') < ${at}`;
  return db
    .update(channels)
    .set({ config: sql`json_set(${channels.config}, '$.last_inbound_at', ${at})` })
    .where(and(isPhone(address), isNewer));
}

/** Ends messages to a number everywhere, as its owner asked by a word. */
export function stopPhone(db: Db, address: string): Statement {
  return db.update(channels).set({ state: 'unsubscribed' }).where(isPhone(address));
}

/** Whether a message was handled before. */
export async function isHandled(db: Db, id: string): Promise<boolean> {
  return (await db.$client.prepare('SELECT 1 FROM whatsapp_messages WHERE id = ?1').bind(id).first()) !== null;
}

export function insertHandled(db: Db, id: string, received_at: string): Statement {
  return db.$client
    .prepare('INSERT INTO whatsapp_messages (id, received_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING')
    .bind(id, received_at);
}

/** Counts one message more of a tenant's UTC day, unless it has had `most`; whether there was room. */
export async function countMessage(db: Db, tenant_id: string, date: string, most: number): Promise<boolean> {
  const counted = await db.$client
    .prepare(
      `INSERT INTO whatsapp_days (tenant_id, date, quantity) VALUES (?1, ?2, 1)
       ON CONFLICT (tenant_id, date) DO UPDATE SET quantity = quantity + 1 WHERE quantity < ?3`,
    )
    .bind(tenant_id, date, most)
    .run();
  return counted.meta.changes > 0;
}

/** Drops the messages handled before an instant, and the counts of days before `date`. */
export function dropOld(db: Db, instant: string, date: string): Statement[] {
  return [
    db.$client.prepare('DELETE FROM whatsapp_messages WHERE received_at < ?1').bind(instant),
    db.$client.prepare('DELETE FROM whatsapp_days WHERE date < ?1').bind(date),
  ];
}

function isPhone(address: string) {
  const { kind, state, user_id } = channels;
  return and(eq(kind, 'whatsapp'), eq(channels.address, address), ne(user_id, ''), eq(state, 'active'));
}
