/** Tables of the audit log: entries that only ever grow, and the last number each tenant has given out. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';

export const audit_entries = sqliteTable(
  'audit_entries',
  {
    tenant_id: text().notNull(),
    seq: integer().notNull(),
    created_at: text().notNull(),
    actor_type: text({ enum: ['key', 'person', 'operator', 'system'] }).notNull(),
    actor_id: text().notNull(),
    actor_label: text().notNull(),
    action: text().notNull(),
    target_type: text().notNull(),
    target_id: text().notNull(),
    before: jsonColumn<Record<string, unknown>>({}),
    after: jsonColumn<Record<string, unknown>>({}),
    request_id: text().notNull(),
    previous_hash: text(),
    hash: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant_id, t.seq] }),
    index('audit_entries_by_target').on(t.tenant_id, t.target_id, t.seq),
    index('audit_entries_open').on(t.request_id).where(sql`hash IS NULL`),
    index('audit_entries_by_actor').on(t.tenant_id, t.actor_id, t.seq),
  ],
);

/** `seq` is raised by a trigger, so that no writer can forget it. */
export const audit_heads = sqliteTable('audit_heads', {
  tenant_id: text().primaryKey(),
  seq: integer().notNull(),
  sealed_seq: integer().notNull().default(0),
});
