/** The table of deletions. */
import { sql } from 'drizzle-orm';
import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';
import type { Locale } from '../../words/locales.ts';

/** Whom a deletion is told, and in which words. */
export interface Notice {
  /** Base of the links in mails. */
  site: string;
  /** What the workspace is called; of an account, its address. */
  name: string;
  readers: { email: string; locale: Locale }[];
}

export const deletions = sqliteTable(
  'deletions',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['workspace', 'account'] }).notNull(),
    subject: text().notNull(),
    status: text({ enum: ['scheduled', 'running', 'done', 'canceled'] }).notNull(),
    part_of: text(),
    digest: text().unique(),
    notice: jsonColumn<Notice>({ site: '', name: '', readers: [] }),
    created_at: text().notNull(),
    due_at: text().notNull(),
    lease_until: text(),
    objects: jsonColumn<string[]>([]),
    counts: jsonColumn<Record<string, number>>({}).notNull(),
    finished_at: text(),
    receipt: text(),
  },
  (t) => [
    uniqueIndex('deletions_open').on(t.subject).where(sql`status IN ('scheduled', 'running')`),
    index('deletions_due').on(t.due_at).where(sql`notice IS NOT NULL`),
  ],
);
