/** The D1 outbox: a fact is a row written with its change; the queue message is only a poke that the row is there. */

import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { HOUR_MS } from '../shared/durations.ts';
import type { Ctx } from './context.ts';
import { batch, type Db, type Statement } from './db.ts';
import { describeError } from './log.ts';
import { insertQuarantined } from './quarantine-store.ts';

const outbox = sqliteTable('outbox', {
  id: text().primaryKey(),
  tenant_id: text().notNull(),
  fact: text().notNull(),
  created_at: text().notNull(),
  due_at: text().notNull(),
  /** How often the sweep has sent it. */
  attempts: integer().notNull().default(0),
});

type OutboxRow = typeof outbox.$inferSelect;

/** What every fact carries; its own fields are for the consumer that parses it. */
interface Fact {
  id: string;
  tenant_id: string;
}

/** A sweep sends facts again that no consumer has confirmed after this time; each further wait is twice as long. */
const STRAGGLER_MS = 60_000;
const MAX_WAIT_MS = HOUR_MS;
/** Facts of one sweep. */
const MAX_SWEPT = 500;
/** Messages of one batch: the queue refuses more. */
const MAX_BATCH = 100;

/** Where quarantined facts come from. */
export const OUTBOX = 'outbox';

/** The row of a fact, to be written in the same batch as the change that it reports; one that is there already stays. */
export function recordFact(db: Db, fact: Fact, now: number): Statement {
  return db
    .insert(outbox)
    .values({
      id: fact.id,
      tenant_id: fact.tenant_id,
      fact: JSON.stringify(fact),
      created_at: new Date(now).toISOString(),
      due_at: new Date(now + STRAGGLER_MS).toISOString(),
    })
    .onConflictDoNothing();
}

/** Sends facts whose rows are written; a failure is only logged because the sweep sends them again. */
export async function sendFacts(ctx: Pick<Ctx, 'env' | 'log'>, facts: Fact[]): Promise<void> {
  for (let i = 0; i < facts.length; i += MAX_BATCH) {
    const messages = facts.slice(i, i + MAX_BATCH).map((body) => ({ body }));
    await ctx.env.PIPELINE.sendBatch(messages).catch((error: unknown) => {
      ctx.log('warn', 'facts not sent, the sweep retries', { count: messages.length, ...describeError(error) });
    });
  }
}

/** Drops a fact that every subscriber has handled. */
export async function settleFact(db: Db, fact_id: string): Promise<void> {
  await db.delete(outbox).where(eq(outbox.id, fact_id));
}

/** Moves a fact that no retry can help from the outbox to the quarantine; false when the outbox does not hold it. */
export async function quarantineFact(
  ctx: Pick<Ctx, 'db' | 'now' | 'log'>,
  fact_id: string,
  reason: string,
): Promise<boolean> {
  const row = await ctx.db.select().from(outbox).where(eq(outbox.id, fact_id)).get();
  if (!row) return false;
  const { tenant_id, fact: body } = row;
  const created_at = new Date(ctx.now).toISOString();
  const entry = { tenant_id, project_id: '', source: OUTBOX, row_id: fact_id, reason, body, created_at };
  await batch(ctx.db, [insertQuarantined(ctx.db, entry), ctx.db.delete(outbox).where(eq(outbox.id, fact_id))]);
  ctx.log('error', 'fact quarantined', { fact_id, reason });
  return true;
}

/**
 * Sends up to 500 overdue facts again, longest due first, and sets their next due time; returns how many it sent. A row that is no
 * fact goes to the quarantine, so that it does not stop others.
 */
export async function sweepOutbox(ctx: Pick<Ctx, 'env' | 'db' | 'log' | 'now'>): Promise<number> {
  const overdue = await ctx.db
    .select()
    .from(outbox)
    .where(lte(outbox.due_at, new Date(ctx.now).toISOString()))
    .orderBy(asc(outbox.due_at))
    .limit(MAX_SWEPT);
  const facts: { row: OutboxRow; fact: Fact }[] = [];
  for (const row of overdue) {
    const fact = readFact(row.fact);
    if (fact) facts.push({ row, fact });
    else await quarantineFact(ctx, row.id, 'fact.unreadable');
  }
  for (let i = 0; i < facts.length; i += MAX_BATCH) {
    const page = facts.slice(i, i + MAX_BATCH);
    await sendFacts(
      ctx,
      page.map(({ fact }) => fact),
    );
    await batch(
      ctx.db,
      page.map(({ row }) => moveOn(ctx, row)),
    );
  }
  return facts.length;
}

function moveOn({ db, now }: Pick<Ctx, 'db' | 'now'>, row: OutboxRow): Statement {
  const wait = Math.min(MAX_WAIT_MS, STRAGGLER_MS * 2 ** Math.min(row.attempts, 10));
  return db
    .update(outbox)
    .set({ due_at: new Date(now + wait).toISOString(), attempts: sql`${outbox.attempts} + 1` })
    .where(and(eq(outbox.id, row.id), eq(outbox.due_at, row.due_at)));
}

/** The fact in a row; undefined where the row holds none that can be sent. */
function readFact(text: string): Fact | undefined {
  try {
    const fact: unknown = JSON.parse(text);
    return fact !== null && typeof fact === 'object' && 'id' in fact ? (fact as Fact) : undefined;
  } catch {
    return undefined;
  }
}
