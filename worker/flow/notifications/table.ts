/** Tables of notifications: the list in the dashboard, and what people want to be told. */
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';
import { CHANNELS } from '../../tenants/deliveries/index.ts';
import { SEVERITIES } from '../rules/index.ts';
import { KINDS } from './digests/periods.ts';
import type { Severity } from './occasion.ts';
import type { BusinessEvent, Preferences } from './preferences/schema.ts';

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
    // The migration has it by severity too, which Drizzle has no words for.
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

export const notification_settings = sqliteTable(
  'notification_settings',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    escalate_after_minutes: integer(),
    escalate_to: jsonColumn<string[]>([]).notNull(),
    escalate_since: text().notNull(),
    updated_at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.project_id] })],
);

export const channels = sqliteTable(
  'channels',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    id: text().notNull(),
    kind: text({ enum: CHANNELS }).notNull(),
    user_id: text().notNull(),
    name: text().notNull(),
    address: text().notNull(),
    config: jsonColumn<Record<string, unknown>>({}).notNull(),
    locale: text().notNull(),
    severities: jsonColumn<Severity[]>([]).notNull(),
    events: jsonColumn<BusinessEvent[]>([]).notNull(),
    digest: text({ enum: ['off', ...KINDS] }).notNull(),
    digest_at: text().notNull(),
    state: text({ enum: ['pending', 'active', 'unsubscribed', 'gone'] }).notNull(),
    created_at: text().notNull(),
    confirmed_at: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant_id, t.project_id, t.id] }),
    uniqueIndex('channels_by_address').on(t.tenant_id, t.project_id, t.kind, t.address),
  ],
);
