/** Tables of daily heads: each ledger's own, and the public files they went into. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const ledger_heads = sqliteTable(
  'ledger_heads',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    /** The last whole UTC day that it covers. */
    day: text().notNull(),
    seq: integer().notNull(),
    head: text().notNull(),
    at: text().notNull(),
    signature: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant_id, t.project_id, t.day] }),
    index('ledger_heads_by_day').on(t.day, t.project_id),
  ],
);

export const head_files = sqliteTable('head_files', {
  day: text().primaryKey(),
  sha256: text().notNull(),
  ledgers: integer().notNull(),
  written_at: text().notNull(),
});
