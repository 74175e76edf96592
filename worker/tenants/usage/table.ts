/** The table of usage by UTC day. */
import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const usage_days = sqliteTable(
  'usage_days',
  {
    tenant_id: text().notNull(),
    date: text().notNull(),
    meter: text().notNull(),
    /** Who counted: a project, or '' for the tenant. */
    holder: text().notNull(),
    quantity: real().notNull(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.date, t.meter, t.holder] })],
);
