/** The D1 outbox: a fact is a row written with its change; the queue message is only a poke that the row is there. */
import { and, asc, eq, lte } from 'drizzle-orm';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Ctx } from './context.ts';
import type { Db, Statement } from './db.ts';
import { describeError } from './log.ts';

const outbox = sqliteTable('outbox', {
  id: text().primaryKey(),
  tenant_id: text().notNull(),
  fact: text().notNull(),
  created_at: text().notNull(),
  due_at: text().notNull(),
});

/** What every fact carries; its own fields are for the consumer that parses it. */
interface Fact {
  id: string;
  tenant_id: string;
}

/** A sweep resends facts that no consumer has confirmed after this time. */
const STRAGGLER_MS = 60_000;

/** The row of a fact, to be written in the same batch as the change it tells of. */
export function recordFact(db: Db, fact: Fact, now: number): Statement {
  return db.insert(outbox).values({
    id: fact.id,
    tenant_id: fact.tenant_id,
    fact: JSON.stringify(fact),
    created_at: new Date(now).toISOString(),
    due_at: new Date(now + STRAGGLER_MS).toISOString(),
  });
}

/** Sends facts whose rows are written; a failure is only logged because the sweep sends them again. */
export async function sendFacts(ctx: Pick<Ctx, 'env' | 'log'>, facts: Fact[]): Promise<void> {
  try {
    if (facts.length > 0) await ctx.env.PIPELINE.sendBatch(facts.map((body) => ({ body })));
  } catch (error) {
    ctx.log('warn', 'facts left to the sweep', { count: facts.length, ...describeError(error) });
  }
}

/** Drops a fact that every subscriber has handled. */
export async function settleFact(db: Db, fact_id: string): Promise<void> {
  await db.delete(outbox).where(eq(outbox.id, fact_id));
}

/** Sends up to 500 facts that are overdue again and moves their due time on; answers how many. */
export async function sweepOutbox(ctx: Pick<Ctx, 'env' | 'db' | 'log' | 'now'>): Promise<number> {
  const overdue = await ctx.db
    .select()
    .from(outbox)
    .where(lte(outbox.due_at, new Date(ctx.now).toISOString()))
    .orderBy(asc(outbox.due_at))
    .limit(500);
  const next = new Date(ctx.now + STRAGGLER_MS).toISOString();
  for (let i = 0; i < overdue.length; i += 100) {
    const page = overdue.slice(i, i + 100);
    await sendFacts(
      ctx,
      page.map((row) => JSON.parse(row.fact) as Fact),
    );
    for (const row of page) {
      await ctx.db
        .update(outbox)
        .set({ due_at: next })
        .where(and(eq(outbox.id, row.id), eq(outbox.due_at, row.due_at)));
    }
  }
  return overdue.length;
}
