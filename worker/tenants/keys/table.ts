/** The table of API keys; only digests are stored. */
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';

export const api_keys = sqliteTable(
  'api_keys',
  {
    id: text().primaryKey(),
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    name: text().notNull(),
    kind: text({ enum: ['secret', 'publishable'] }).notNull(),
    digest: text().notNull().unique(),
    hint: text().notNull(),
    scopes: jsonColumn<string[]>([]).notNull(),
    /** A list that cannot be read allows no page: an empty one would allow every one. */
    origins: jsonColumn<string[]>(['unreadable']).notNull(),
    created_at: text().notNull(),
    revoked_at: text(),
    /** At most an hour behind. */
    last_used_at: text(),
    expires_at: text(),
    /** The key that replaced this one. */
    replaced_by: text(),
  },
  (t) => [index('api_keys_by_project').on(t.tenant_id, t.project_id, t.id)],
);
