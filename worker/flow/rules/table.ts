/** Tables of rules, and of the revision of each project's set. */
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';
import { METHODS, OPERATORS, RULE_TYPES, SEVERITIES, type Where } from './schema.ts';

/** Used for a condition that cannot be read; a rule with it is not judged. */
export const UNREADABLE: Where = { field: '', operator: 'exists' };

export const rules = sqliteTable(
  'rules',
  {
    id: text().primaryKey(),
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    revision: integer().notNull(),
    name: text().notNull(),
    type: text({ enum: RULE_TYPES }).notNull(),
    template: text(),
    schedule: text(),
    timezone: text(),
    metric: text(),
    currency: text(),
    operator: text({ enum: OPERATORS }),
    threshold: real(),
    method: text({ enum: METHODS }),
    direction: text({ enum: ['up', 'down', 'both'] }),
    percent_of_average: real(),
    min_observed: real(),
    for_minutes: integer(),
    window_days: integer(),
    grain: text({ enum: ['hour', 'day'] }),
    event_type: text(),
    count: integer(),
    window_minutes: integer(),
    where: jsonColumn<Where>(UNREADABLE),
    follow_up: text(),
    within_minutes: integer(),
    severity: text({ enum: SEVERITIES }).notNull(),
    enabled: integer({ mode: 'boolean' }).notNull(),
    cooldown_minutes: integer().notNull(),
    last_run_at: text(),
    next_run_at: text(),
    last_error: text(),
    last_error_code: text(),
    failures: integer().notNull().default(0),
    created_at: text().notNull(),
    updated_at: text().notNull(),
  },
  (t) => [
    index('rules_by_project').on(t.tenant_id, t.project_id, t.id),
    uniqueIndex('rules_by_template').on(t.tenant_id, t.project_id, t.template),
    index('rules_due').on(t.next_run_at),
  ],
);

export const rule_sets = sqliteTable(
  'rule_sets',
  { tenant_id: text().notNull(), project_id: text().notNull(), rev: integer().notNull() },
  (t) => [primaryKey({ columns: [t.tenant_id, t.project_id] })],
);
