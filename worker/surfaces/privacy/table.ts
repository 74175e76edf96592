/** Tables of exports, their parts in R2, and erasures. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { jsonColumn } from '../../base/json-column.ts';
import type { ErasureInput, ExportReference } from './schema.ts';

/** The position of an export whose own cannot be read: it never continues. */
const UNREADABLE: Position = { source: -1, after: '' };

export const exports = sqliteTable(
  'exports',
  {
    id: text().primaryKey(),
    tenant_id: text().notNull(),
    project_id: text(),
    status: text({ enum: ['running', 'ready', 'failed', 'expired'] }).notNull(),
    requested_by: text().notNull(),
    step: integer().notNull(),
    position: jsonColumn<Position>(UNREADABLE).notNull(),
    counts: jsonColumn<Record<string, number>>({}).notNull(),
    bytes: integer().notNull(),
    created_at: text().notNull(),
    finished_at: text(),
    expires_at: text().notNull(),
    purged: integer({ mode: 'boolean' }).notNull().default(false),
    /** Until when the run that writes it is taken to be alive; each part renews it. */
    lease_until: text(),
    /** Events that it will hold, counted as it begins. */
    total_events: integer(),
    error_code: text(),
    /** Tries since the last part was written. */
    failures: integer().notNull().default(0),
  },
  (t) => [
    index('exports_by_tenant').on(t.tenant_id, t.id),
    index('exports_running').on(t.lease_until).where(sql`status = 'running'`),
    index('exports_by_expiry').on(t.expires_at).where(sql`purged = 0`),
  ],
);

/** Where the next part of an export begins: which source, and its own mark in it. */
export interface Position {
  source: number;
  after: string;
}

export const export_parts = sqliteTable(
  'export_parts',
  {
    tenant_id: text().notNull(),
    export_id: text().notNull(),
    step: integer().notNull(),
    kind: text().notNull(),
    key: text().notNull(),
    lines: integer().notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.export_id, t.step] })],
);

export const erasures = sqliteTable(
  'erasures',
  {
    id: text().primaryKey(),
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    status: text({ enum: ['running', 'done'] }).notNull(),
    subject: jsonColumn<ErasureInput>({}),
    subject_digest: text().notNull(),
    matched_by: jsonColumn<string[]>([]).notNull(),
    scanned: integer().notNull(),
    erased: integer().notNull(),
    exports: jsonColumn<ExportReference[]>([]).notNull(),
    requested_by: text().notNull(),
    created_at: text().notNull(),
    finished_at: text(),
  },
  (t) => [index('erasures_by_project').on(t.tenant_id, t.project_id, t.id)],
);
