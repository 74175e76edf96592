/** SQL of operators and their tokens. */
import { and, asc, eq, exists, gt, inArray, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import type { OperatorRole } from '../../../base/operator.ts';
import { passkeys, sessions, users } from '../table.ts';
import { operator_tokens, operators } from './table.ts';

export type OperatorRow = typeof operators.$inferSelect;
export type TokenRow = typeof operator_tokens.$inferSelect;

/** The operator whom a live token stands for: the session that asked for it lives, and the account still has its second factor. */
export async function findByToken(db: Db, digest: string, now: string): Promise<OperatorRow | undefined> {
  const ownPasskeys = db.select({ one: sql`1` }).from(passkeys).where(eq(passkeys.user_id, users.id));
  const row = await db
    .select({ operator: operators })
    .from(operator_tokens)
    .innerJoin(operators, eq(operators.id, operator_tokens.operator_id))
    .innerJoin(sessions, and(eq(sessions.id, operator_tokens.session_id), eq(sessions.user_id, operators.user_id)))
    .innerJoin(users, and(eq(users.id, operators.user_id), eq(users.email, operators.email)))
    .where(
      and(
        eq(operator_tokens.digest, digest),
        gt(operator_tokens.expires_at, now),
        gt(sessions.expires_at, now),
        eq(users.email_verified, true),
        or(eq(users.two_factor_enabled, true), exists(ownPasskeys)),
      ),
    )
    .get();
  return row?.operator;
}

export async function findOperator(
  db: Db,
  which: { email: string } | { id: string },
): Promise<OperatorRow | undefined> {
  const is = 'email' in which ? eq(operators.email, which.email) : eq(operators.id, which.id);
  return await db.select().from(operators).where(is).get();
}

/** All operators; a house has few. */
export async function listOperators(db: Db, now: string): Promise<{ operators: OperatorRow[]; tokens: TokenRow[] }> {
  const [people, tokens] = await Promise.all([
    db.select().from(operators).orderBy(asc(operators.id)).limit(200),
    db.select().from(operator_tokens).where(gt(operator_tokens.expires_at, now)).orderBy(asc(operator_tokens.id)),
  ]);
  return { operators: people, tokens };
}

/** Adds an operator, or gives the one of that address another role; never takes the role of the last admin unless `mayEnd`. */
export function putOperator(db: Db, row: OperatorRow, mayEnd: boolean): Statement {
  const setWhere = mayEnd
    ? undefined
    : or(sql`${row.role} = 'admin'`, isNotLastAdmin(db, eq(operators.email, row.email)));
  return db
    .insert(operators)
    .values(row)
    .onConflictDoUpdate({ target: operators.email, set: { role: row.role }, setWhere });
}

/** Removes an operator with their tokens; never the last admin unless `mayEnd`. */
export function deleteOperator(db: Db, id: string, mayEnd: boolean): Statement[] {
  const isIt = eq(operators.id, id);
  const gone = mayEnd ? isIt : and(isIt, isNotLastAdmin(db, isIt));
  return [
    db.delete(operators).where(gone),
    db.delete(operator_tokens).where(sql`${operator_tokens.operator_id} NOT IN (SELECT id FROM operators)`),
  ];
}

/** True of a row that is no admin, or beside which there is another one. */
function isNotLastAdmin(db: Db, isIt: SQL): SQL | undefined {
  const others = db
    .select({ id: sql`1` })
    .from(sql`${operators} AS other`)
    .where(sql`other.role = 'admin' AND other.id <> ${operators.id}`);
  return and(isIt, or(ne(operators.role, 'admin' satisfies OperatorRole), exists(others)));
}

/** Ties an operator to the first account that proves to have the address. */
export function bindAccount(db: Db, id: string, user_id: string): Statement {
  return db
    .update(operators)
    .set({ user_id })
    .where(and(eq(operators.id, id), isNull(operators.user_id)));
}

/** Writes a token of an operator who is bound to that account; no row for any other. */
export function insertToken(db: Db, token: TokenRow, user_id: string): Statement {
  const text = (name: keyof TokenRow) => sql<string>`${token[name]}`.as(name);
  const row = db
    .select({
      id: text('id'),
      digest: text('digest'),
      operator_id: operators.id,
      session_id: text('session_id'),
      address: text('address'),
      created_at: text('created_at'),
      expires_at: text('expires_at'),
    })
    .from(operators)
    .where(and(eq(operators.id, token.operator_id), eq(operators.user_id, user_id)));
  return db.insert(operator_tokens).select(row);
}

export function deleteToken(db: Db, id: string): Statement {
  return db.delete(operator_tokens).where(inArray(operator_tokens.id, [id]));
}

export function deleteTokensBefore(db: Db, instant: string): Statement {
  return db.delete(operator_tokens).where(lt(operator_tokens.expires_at, instant));
}
