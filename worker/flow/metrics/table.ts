/** Tables of metric points, the custom events a project has, and what reconciliations found. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const metric_points = sqliteTable(
  'metric_points',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    zone_rev: integer().notNull(),
    grain: text({ enum: ['day', 'hour'] }).notNull(),
    event_type: text().notNull(),
    at: text().notNull(),
    currency: text().notNull(),
    n: integer().notNull(),
    sum: integer().notNull(),
    min: integer(),
    max: integer(),
    rev: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.project_id, t.zone_rev, t.grain, t.event_type, t.at, t.currency] })],
);

export const custom_events = sqliteTable(
  'custom_events',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    event_type: text().notNull(),
    created_at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.project_id, t.event_type] })],
);

export const reconciliations = sqliteTable(
  'reconciliations',
  {
    id: text().primaryKey(),
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    from_day: text().notNull(),
    to_day: text().notNull(),
    checked: integer().notNull(),
    differences: text({ mode: 'json' }).$type<unknown[]>().notNull(),
    created_at: text().notNull(),
  },
  (t) => [index('reconciliations_by_project').on(t.tenant_id, t.project_id, t.id)],
);
