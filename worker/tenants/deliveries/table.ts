/** The table of deliveries. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { CHANNELS, STATES } from './schema.ts';

export const deliveries = sqliteTable(
  'deliveries',
  {
    tenant_id: text().notNull(),
    project_id: text().notNull(),
    id: text().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    kind: text().notNull(),
    source_id: text().notNull(),
    recipient: text().notNull(),
    severity: text({ enum: ['info', 'warning', 'critical'] }),
    content: text(),
    state: text({ enum: STATES }).notNull(),
    attempts: integer().notNull(),
    next_attempt_at: text(),
    trying_since: text(),
    unsure_since: text(),
    expires_at: text().notNull(),
    reason: text(),
    detail: text(),
    provider_id: text(),
    turn: text(),
    carried_by: text(),
    held: text(),
    composed: text(),
    created_at: text().notNull(),
    settled_at: text(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.project_id, t.id] }), index('deliveries_due').on(t.next_attempt_at)],
);

export type Delivery = typeof deliveries.$inferSelect;
