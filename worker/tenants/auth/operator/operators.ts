/** Adding operators, changing their role, removing them, and reading what they did. */

import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { AppError, missing } from '../../../base/errors.ts';
import { newId } from '../../../base/ids.ts';
import { requireOperator, requireRole } from '../../../base/operator.ts';
import { decodeCursor, encodeCursor } from '../../../base/page.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { BOOTSTRAP } from './access.ts';
import { deleteCallsBefore, listCalls } from './calls-store.ts';
import type { CallsQuery, Operator, OperatorCall, OperatorInput } from './schema.ts';
import {
  deleteOperator,
  deleteToken,
  deleteTokensBefore,
  findOperator,
  listOperators,
  type OperatorRow,
  putOperator,
} from './store.ts';

const KEPT_DAYS = 400;

/** All operators, with the tokens of each that work now. */
export async function readOperators(ctx: Ctx): Promise<Operator[]> {
  requireRole(ctx, 'admin');
  const { operators, tokens } = await listOperators(ctx.db, new Date(ctx.now).toISOString());
  return operators.map((row) =>
    shown(
      row,
      tokens.filter(({ operator_id }) => operator_id === row.id),
    ),
  );
}

/** Makes the person of an address an operator, or gives them another role, which counts from their next call. */
export async function setOperator(ctx: Ctx, { email, role }: OperatorInput): Promise<Operator> {
  requireRole(ctx, 'admin');
  const created_at = new Date(ctx.now).toISOString();
  const row = { id: newId('opr'), email, user_id: null, role, added_by: ctx.actor.id, created_at };
  const [changed] = await batch(ctx.db, [putOperator(ctx.db, row, mayEnd(ctx))]);
  if (changed === 0) throw lastAdmin();
  return shown((await findOperator(ctx.db, { email }))!, []);
}

/** Removes an operator; their tokens stop with the same change. */
export async function removeOperator(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, 'admin');
  const [removed] = await batch(ctx.db, deleteOperator(ctx.db, id, mayEnd(ctx)));
  if (removed === 1) return;
  throw (await findOperator(ctx.db, { id })) ? lastAdmin() : missing('operator');
}

/** Ends one token. */
export async function revokeToken(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, 'admin');
  const [gone] = await batch(ctx.db, [deleteToken(ctx.db, id)]);
  if (gone === 0) throw missing('operator_token');
}

/** A page of what operators did, newest first. */
export async function readCalls(
  ctx: Ctx,
  { limit, cursor, ...filter }: CallsQuery,
): Promise<{ data: OperatorCall[]; next_cursor: string | null }> {
  requireRole(ctx, 'admin');
  const before = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '~';
  const rows = await listCalls(ctx.db, filter, before, limit + 1);
  const data = rows.slice(0, limit);
  return { data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.id]) : null };
}

/** The daily job: drops tokens that have ended and calls older than 400 days. */
export async function sweepOperators({ db, now }: Pick<Ctx, 'db' | 'now'>): Promise<void> {
  await batch(db, [
    deleteTokensBefore(db, new Date(now).toISOString()),
    deleteCallsBefore(db, new Date(now - KEPT_DAYS * DAY_MS).toISOString()),
  ]);
}

/** People must leave an admin behind; whoever holds the static token can make one again. */
function mayEnd(ctx: Ctx): boolean {
  return requireOperator(ctx).id === BOOTSTRAP;
}

function lastAdmin(): AppError {
  return new AppError('conflict', 'operator.last_admin', 'This is the last admin: make somebody else one first.');
}

function shown({ user_id: _, ...operator }: OperatorRow, tokens: Operator['tokens']): Operator {
  return {
    ...operator,
    tokens: tokens.map(({ id, address, created_at, expires_at }) => ({ id, address, created_at, expires_at })),
  };
}
