/** The delivery log of a project: who was sent what, what became of it, sending it again. */
import { type Ctx, requirePermission, requireProject } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { AppError, missing } from '../../../base/errors.ts';
import { decodeCursor, encodeCursor } from '../../../base/page.ts';
import { recordAudit } from '../../../tenants/audit/index.ts';
import { requirePerson } from '../../../tenants/auth/index.ts';
import { findDelivery, pageDeliveries, replayAll, replayDelivery } from '../../../tenants/deliveries/index.ts';
import { type Locale, matchLocale } from '../../../words/locales.ts';
import { SHOWN } from '../kinds.ts';
import { namesOf } from './names-store.ts';
import type { DeliveriesQuery, Delivery, DeliveryPage } from './schema.ts';

type Row = Awaited<ReturnType<typeof pageDeliveries>>[number];

/** A page of the log, newest first. */
export async function listDeliveries(
  ctx: Ctx,
  { channel, state, cursor, limit }: DeliveriesQuery,
): Promise<DeliveryPage> {
  const whose = whoseOf(ctx);
  const before = cursor ? String(decodeCursor(cursor, ['string'])[0]) : undefined;
  const rows = await pageDeliveries(ctx.db, { ...whose, channel, state }, { before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const next_cursor = rows.length > limit ? encodeCursor([page.at(-1)!.id]) : null;
  return { data: await shown(ctx, page), next_cursor };
}

/** Sends one that was suppressed or given up again, or tries a failed one at once. Throws a conflict for what is out or on its way. */
export async function replayOne(ctx: Ctx, id: string): Promise<Delivery> {
  const at = { ...whoseOf(ctx), id };
  const row = await findDelivery(ctx.db, at);
  if (!row) throw missing('delivery');
  if (!(await replayDelivery(ctx, at))) {
    const message = 'Only what was suppressed, failed or given up can be sent again.';
    throw new AppError('conflict', 'delivery.not_replayable', message, { state: row.state });
  }
  await batch(ctx.db, [
    recordAudit(ctx, {
      action: 'delivery.replayed',
      target_type: 'delivery',
      target: id,
      before: { state: row.state },
    }),
  ]);
  const [after] = await shown(ctx, [(await findDelivery(ctx.db, at))!]);
  return after!;
}

/** Sends everything again that was given up since an instant, 500 at most. */
export async function replaySince(ctx: Ctx, since: string): Promise<{ replayed: number }> {
  const whose = whoseOf(ctx);
  const replayed = await replayAll(ctx, { ...whose, since: new Date(since).toISOString() });
  const target = { action: 'delivery.replayed', target_type: 'project', target: whose.project_id };
  await batch(ctx.db, [recordAudit(ctx, { ...target, after: { since, replayed } })]);
  return { replayed };
}

function whoseOf(ctx: Ctx) {
  requirePermission(ctx, 'projects:manage');
  return { tenant_id: ctx.tenant_id, project_id: requireProject(ctx) };
}

async function shown(ctx: Ctx, rows: readonly Row[]): Promise<Delivery[]> {
  const names = await namesOf(ctx.db, whoseOf(ctx), [...new Set(rows.map(({ recipient }) => recipient))]);
  return rows.map((row) => {
    const { id, channel, kind, recipient, severity, state, attempts, next_attempt_at } = row;
    const { reason, detail, created_at, settled_at } = row;
    const { name = null, address = null } = names.get(recipient) ?? {};
    const title = titleOf(row, localeOf(ctx));
    const { carried_by } = row;
    const who = { id: recipient, name, address };
    const how = { severity, state, attempts, next_attempt_at, reason, detail, created_at, settled_at };
    return { id, channel, kind, title, carried_by, recipient: who, ...how };
  });
}

/** What a delivery tells, as the list in the dashboard has it; null where nothing of that is kept, or nobody says it there. */
function titleOf({ kind, content }: Row, locale: Locale): string | null {
  try {
    return SHOWN[kind]?.tell(kind, JSON.parse(content!) as never, locale).title ?? null;
  } catch {
    return null;
  }
}

/** A person's own language; keys read English. */
function localeOf({ actor }: Ctx): Locale {
  return actor.type === 'person' ? (matchLocale(requirePerson({ actor }).locale) ?? 'en') : 'en';
}
