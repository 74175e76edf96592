/** The table of alerts: a projection of what the tenant's Hub decided, for lists. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';
import { type AlertPayload, SEVERITIES } from '../rules/index.ts';
import { STATUSES } from './schema.ts';

/** What an alert shows whose payload cannot be read. */
const UNREADABLE: AlertPayload = {
  metric: null,
  unit: null,
  observed: null,
  expected: null,
  threshold: null,
  window: { from: '', to: '' },
  explanation: '',
};

export const alerts = sqliteTable(
  'alerts',
  {
    id: text().primaryKey(),
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    rule_id: text().notNull(),
    rule_revision: integer().notNull(),
    currency: text().notNull(),
    severity: text({ enum: SEVERITIES }).notNull(),
    status: text({ enum: STATUSES }).notNull(),
    title: text().notNull(),
    payload: jsonColumn<AlertPayload>(UNREADABLE).notNull(),
    occurrences: integer().notNull(),
    suppressed: integer().notNull().default(0),
    created_at: text().notNull(),
    last_fired_at: text().notNull(),
    acknowledged_at: text(),
    acknowledged_by: text(),
    resolved_at: text(),
    resolved_by: text(),
    snoozed_until: text(),
    false_positive: integer({ mode: 'boolean' }).notNull().default(false),
    rev: integer().notNull(),
  },
  (t) => [
    index('alerts_by_project').on(t.tenant_id, t.project_id, t.id),
    index('alerts_by_rule').on(t.tenant_id, t.rule_id, t.id),
  ],
);
