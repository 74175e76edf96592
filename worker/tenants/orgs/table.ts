/** Tables of tenants and their projects. */
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const tenants = sqliteTable('tenants', {
  id: text().primaryKey(),
  key: text().notNull().unique(),
  name: text().notNull(),
  slug: text().notNull().unique(),
  plan: text().notNull(),
  status: text().notNull().default('active'),
  ready: integer({ mode: 'boolean' }).notNull().default(false),
  created_at: text().notNull(),
});

export const projects = sqliteTable(
  'projects',
  {
    id: text().primaryKey(),
    tenant_id: text().notNull(),
    key: text().notNull(),
    name: text().notNull(),
    timezone: text().notNull(),
    currency: text().notNull(),
    industry: text().notNull(),
    pii_policy: text().notNull().default('hash'),
    retention_days: integer(),
    zone_rev: integer().notNull().default(1),
    points_zone_rev: integer().notNull().default(1),
    points_timezone: text().notNull(),
    created_at: text().notNull(),
    status: text({ enum: ['active', 'archived'] })
      .notNull()
      .default('active'),
  },
  (t) => [uniqueIndex('projects_by_tenant').on(t.tenant_id, t.key)],
);
