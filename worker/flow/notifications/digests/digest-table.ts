/** The table of hours at which digests are due. */
import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { KINDS } from './periods.ts';

export const digest_times = sqliteTable(
  'digest_times',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    kind: text({ enum: KINDS }).notNull(),
    /** `HH:MM`. */
    at: text().notNull(),
    /** Whose clock: '' for the project's. */
    timezone: text().notNull(),
    /** The last day of the period that is told next. */
    to: text().notNull(),
    due_at: text().notNull(),
    next_look_at: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant_id, t.project_id, t.kind, t.at, t.timezone] }),
    index('digest_times_due').on(t.next_look_at),
  ],
);
