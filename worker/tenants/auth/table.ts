/** Tables of people, their memberships and sessions. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', {
  id: text().primaryKey(),
  email: text().notNull().unique(),
  name: text().notNull(),
  password: text().notNull(),
  created_at: text().notNull(),
});

export const members = sqliteTable(
  'members',
  {
    tenant_id: text().notNull(),
    user_id: text().notNull(),
    role: text({ enum: ['owner'] }).notNull(),
    created_at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.user_id] }), index('members_by_user').on(t.user_id)],
);

export const sessions = sqliteTable('sessions', {
  digest: text().primaryKey(),
  user_id: text().notNull(),
  tenant_id: text().notNull(),
  created_at: text().notNull(),
  expires_at: text().notNull(),
});

export const sign_in_failures = sqliteTable('sign_in_failures', {
  subject: text().primaryKey(),
  failures: integer().notNull(),
  blocked_until: text().notNull(),
});
