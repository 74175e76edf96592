/** The table of what queues gave up on: one row for the same work that failed for the same cause. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const dead_letters = sqliteTable(
  'dead_letters',
  {
    id: text().primaryKey(),
    tenant_id: text(),
    queue: text().notNull(),
    /** The last message of the group, as JSON. */
    body: text().notNull(),
    /** When the first message of the group was given up. */
    created_at: text().notNull(),
    /** The message without its id: what had to be done. */
    work: text().notNull(),
    /** Why it failed; '' where the queue itself gave up. */
    cause: text().notNull(),
    count: integer().notNull(),
    last_seen_at: text().notNull(),
    /** When the work was done after all. */
    settled_at: text(),
  },
  (t) => [index('dead_letters_open').on(t.work)],
);
