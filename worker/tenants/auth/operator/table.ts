/** Tables of operators, their tokens and their calls. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { OPERATOR_ROLES } from '../../../base/operator.ts';

export const operators = sqliteTable('operators', {
  id: text().primaryKey(),
  email: text().notNull().unique(),
  user_id: text(),
  role: text({ enum: OPERATOR_ROLES }).notNull(),
  added_by: text().notNull(),
  created_at: text().notNull(),
});

export const operator_tokens = sqliteTable(
  'operator_tokens',
  {
    id: text().primaryKey(),
    digest: text().notNull().unique(),
    operator_id: text().notNull(),
    session_id: text().notNull(),
    address: text().notNull(),
    created_at: text().notNull(),
    expires_at: text().notNull(),
  },
  (t) => [index('operator_tokens_by_operator').on(t.operator_id)],
);

export const operator_calls = sqliteTable(
  'operator_calls',
  {
    id: text().primaryKey(),
    created_at: text().notNull(),
    operator_id: text().notNull(),
    operator: text().notNull(),
    role: text().notNull(),
    method: text().notNull(),
    route: text().notNull(),
    target: text().notNull(),
    tenant: text().notNull(),
    address: text().notNull(),
    request_id: text().notNull(),
    status: integer(),
    code: text(),
  },
  (t) => [
    index('operator_calls_by_tenant').on(t.tenant, t.id),
    index('operator_calls_by_operator').on(t.operator_id, t.id),
  ],
);
