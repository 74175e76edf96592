/** Reading usage by UTC day. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { checkRange, daysOf } from '../../base/time.ts';
import { periodOf } from './period.ts';
import type { Usage, UsageQuery } from './schema.ts';
import { sumUsage } from './store.ts';

/** Meters that something counts so far; each is in every reply, 0 where nothing was used. */
const COUNTED = ['ingest_unit', 'alerts_triggered'];

/**
 * What the tenant used on each UTC day of a range, by default of the current billing period up to today. People see the whole
 * tenant; a key its own project and what belongs to no project.
 */
export async function readUsage(ctx: Ctx, query: UsageQuery): Promise<Usage> {
  requirePermission(ctx, 'billing:read');
  if (ctx.tenant_id === '') throw missing('tenant');
  const { from, to } = rangeOf(query, ctx.now);
  checkRange(from, to);
  const holders = ctx.actor.type === 'key' ? [ctx.project_id!, ''] : undefined;
  const rows = await sumUsage(ctx.db, ctx.tenant_id, { from, to, holders });
  const meters = [...new Set([...COUNTED, ...rows.map(({ meter }) => meter)])];
  const nothing = Object.fromEntries(meters.map((meter) => [meter, 0]));
  const days = new Map(daysOf(from, to).map((date) => [date, { date, ...nothing } as Usage['days'][number]]));
  const totals = { ...nothing };
  for (const { date, meter, quantity } of rows) {
    days.get(date)![meter] = quantity;
    totals[meter] = (totals[meter] ?? 0) + quantity;
  }
  return { from, to, totals, days: [...days.values()] };
}

/** The end is today, the beginning that of the end's period, where they are not given. */
function rangeOf({ from, to }: UsageQuery, now: number): { from: string; to: string } {
  const today = new Date(now).toISOString().slice(0, 10);
  const first = `${to?.slice(0, 7) ?? periodOf(now)}-01`;
  return { from: from ?? first, to: to ?? today };
}
