/** What a queue gave up on: kept in D1 for the operator (docs/runbooks/dead-letters.md). */
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { openDb } from './base/db.ts';
import type { Env } from './base/env.ts';
import { createLog } from './base/log.ts';

const dead_letters = sqliteTable('dead_letters', {
  id: text().primaryKey(),
  tenant_id: text(),
  queue: text().notNull(),
  body: text().notNull(),
  created_at: text().notNull(),
});

/** Records each message once, by its queue's id. */
export async function recordDeadLetters(messages: MessageBatch<unknown>, env: Env): Promise<void> {
  const db = openDb(env.DB);
  for (const { id, body, timestamp } of messages.messages) {
    const named = (body as { tenant_id?: unknown } | null)?.tenant_id;
    const tenant_id = typeof named === 'string' ? named : null;
    const row = {
      id,
      tenant_id,
      queue: messages.queue,
      body: JSON.stringify(body),
      created_at: timestamp.toISOString(),
    };
    await db.insert(dead_letters).values(row).onConflictDoNothing();
  }
  createLog(env.LOG_LEVEL, { queue: messages.queue })('error', 'dead letters', { count: messages.messages.length });
}
