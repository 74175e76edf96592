/** The table of mails that development keeps instead of sending them. */
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';

export const mail_outbox = sqliteTable('mail_outbox', {
  id: text().primaryKey(),
  recipient: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text().notNull(),
  headers: jsonColumn<Record<string, string>>({}).notNull(),
  created_at: text().notNull(),
});
