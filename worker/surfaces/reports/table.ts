/** Tables of reports and of the links that show them. */
import { primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';
import { KINDS } from '../../flow/notifications/index.ts';
import type { ReportBody } from './schema.ts';

/** What a report shows whose content cannot be read. */
const UNREADABLE: ReportBody = { numbers: [], alerts: [], alerts_raised: 0, noisy_rules: [], next_actions: [] };

export const reports = sqliteTable(
  'reports',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    id: text().notNull(),
    kind: text({ enum: KINDS }).notNull(),
    from: text().notNull(),
    to: text().notNull(),
    timezone: text().notNull(),
    currency: text().notNull(),
    body: jsonColumn<ReportBody>(UNREADABLE).notNull(),
    created_at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.project_id, t.id] })],
);

export const report_links = sqliteTable(
  'report_links',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    report_id: text().notNull(),
    id: text().notNull(),
    created_by: text().notNull(),
    created_at: text().notNull(),
    expires_at: text().notNull(),
    revoked_at: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant_id, t.project_id, t.report_id, t.id] }),
    uniqueIndex('report_links_by_id').on(t.id),
  ],
);
