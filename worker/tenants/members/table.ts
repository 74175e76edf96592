/** The table of invitations; only digests of their tokens are stored. */
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { ROLES } from '../auth/index.ts';

export const invitations = sqliteTable(
  'invitations',
  {
    id: text().primaryKey(),
    tenant_id: text().notNull(),
    email: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    digest: text().notNull().unique(),
    invited_by: text().notNull(),
    created_at: text().notNull(),
    sent_at: text().notNull(),
    expires_at: text().notNull(),
    accepted_at: text(),
    accepted_by: text(),
    revoked_at: text(),
  },
  (t) => [index('invitations_by_tenant').on(t.tenant_id, t.id)],
);
