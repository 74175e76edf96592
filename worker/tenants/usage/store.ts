/** SQL of usage by UTC day. */
import { and, asc, eq, getTableColumns, gte, inArray, lte, sql, sum } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import { usage_days } from './table.ts';

/** What one holder used of a meter on a UTC day, absolute; `rev` rises with each counting of the same day. */
export interface UsageRow {
  date: string;
  meter: string;
  /** A project, or '' for the tenant itself. */
  holder: string;
  quantity: number;
  rev: number;
}

/** Writes absolute quantities; a row that D1 holds in a later revision stays, unless it is to be healed. */
export function putUsage(db: Db, tenant_id: string, rows: UsageRow[], mode: 'newer' | 'heal' = 'newer'): Statement {
  const values = rows.map(({ date, meter, holder, quantity, rev }) => [date, meter, holder, quantity, rev]);
  return db.$client
    .prepare(
      `INSERT INTO usage_days (tenant_id, date, meter, holder, quantity, rev)
       SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?2) WHERE true
       ON CONFLICT (tenant_id, date, meter, holder) DO UPDATE SET quantity = excluded.quantity, rev = excluded.rev
       ${mode === 'newer' ? 'WHERE excluded.rev > usage_days.rev' : ''}`,
    )
    .bind(tenant_id, JSON.stringify(values));
}

/** What one holder used on UTC days, both included, as it is stored. */
export async function readUsageRows(
  db: Db,
  tenant_id: string,
  holder: string,
  { from, to }: { from: string; to: string },
): Promise<UsageRow[]> {
  const { tenant_id: _, ...shown } = getTableColumns(usage_days);
  return await db
    .select(shown)
    .from(usage_days)
    .where(
      and(eq(usage_days.tenant_id, tenant_id), gte(shown.date, from), lte(shown.date, to), eq(shown.holder, holder)),
    );
}

/** A page of usage after a mark of date, meter and holder; of one holder, or of all. */
export async function pageUsage(
  db: Db,
  tenant_id: string,
  holder: string | null,
  [date, meter, last]: readonly string[],
  limit: number,
): Promise<Omit<UsageRow, 'rev'>[]> {
  const { tenant_id: _, rev: __, ...shown } = getTableColumns(usage_days);
  return await db
    .select(shown)
    .from(usage_days)
    .where(
      and(
        eq(usage_days.tenant_id, tenant_id),
        sql`(${shown.date}, ${shown.meter}, ${shown.holder}) > (${date}, ${meter}, ${last})`,
        holder === null ? undefined : eq(shown.holder, holder),
      ),
    )
    .orderBy(asc(shown.date), asc(shown.meter), asc(shown.holder))
    .limit(limit);
}

/** Sums by day and meter over a range of UTC days, both included; of all holders, or of those named. */
export async function sumUsage(
  db: Db,
  tenant_id: string,
  { from, to, holders }: { from: string; to: string; holders?: string[] },
): Promise<{ date: string; meter: string; quantity: number }[]> {
  const rows = await db
    .select({ date: usage_days.date, meter: usage_days.meter, quantity: sum(usage_days.quantity).mapWith(Number) })
    .from(usage_days)
    .where(
      and(
        eq(usage_days.tenant_id, tenant_id),
        gte(usage_days.date, from),
        lte(usage_days.date, to),
        holders && inArray(usage_days.holder, holders),
      ),
    )
    .groupBy(usage_days.date, usage_days.meter)
    .orderBy(asc(usage_days.date), asc(usage_days.meter));
  return rows as { date: string; meter: string; quantity: number }[];
}
