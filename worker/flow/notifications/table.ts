/** Tables of notifications: the list in the dashboard, and what people want to be told. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';
import { SEVERITIES } from '../rules/index.ts';
import type { Preferences } from './preferences/schema.ts';

export const notifications = sqliteTable(
  'notifications',
  {
    tenant_id: text().notNull(),
    user_id: text().notNull(),
    id: text().notNull(),
    project_id: text().notNull(),
    type: text().notNull(),
    severity: text({ enum: SEVERITIES }).notNull(),
    group_key: text().notNull(),
    content: jsonColumn<object>({}).notNull(),
    count: integer().notNull(),
    rev: integer().notNull(),
    read_at: text(),
    created_at: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant_id, t.user_id, t.id] }),
    index('notifications_unread').on(t.tenant_id, t.user_id, t.id),
  ],
);

export const notification_preferences = sqliteTable(
  'notification_preferences',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    user_id: text().notNull(),
    body: jsonColumn<Partial<Preferences>>({}).notNull(),
    updated_at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.project_id, t.user_id] })],
);
