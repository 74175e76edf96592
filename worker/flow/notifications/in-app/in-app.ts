/** A signed-in person's notifications: the list, how many are unread, reading them on all devices at once. */
import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { missing } from '../../../base/errors.ts';
import { decodeCursor, encodeCursor } from '../../../base/page.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { requirePerson } from '../../../tenants/auth/index.ts';
import { type Locale, matchLocale } from '../../../words/locales.ts';
import { SHOWN } from '../kinds.ts';
import { tellPeople } from '../plan/plan.ts';
import type { Notification, NotificationPage, NotificationsQuery, Unread } from '../schema.ts';
import {
  countUnread,
  deleteNotificationsBefore,
  findNotification,
  pageNotifications,
  RANKS,
  type Row,
  updateRead,
  updateUnread,
} from './store.ts';

const KEPT_MS = 90 * DAY_MS;

/** Where a page ends: the part of the list, and the id within it. */
const PLACE = ['number', 'string'] as const;

/** The person's notifications in all projects of the workspace, in their language: unread ones first, what is severe before the rest, each newest first. */
export async function listNotifications(
  ctx: Ctx,
  { unread, cursor, limit }: NotificationsQuery,
): Promise<NotificationPage> {
  const owner = ownerOf(ctx);
  const parts = unread === 'true' ? RANKS : [...RANKS, 'read' as const];
  const [from, after] = cursor ? (decodeCursor(cursor, PLACE) as [number, string]) : [0, undefined];
  const rows: { part: number; row: Row }[] = [];
  for (let part = from; part < parts.length && rows.length <= limit; part++) {
    const before = part === from ? after : undefined;
    const page = { rank: parts[part]!, before, limit: limit + 1 - rows.length };
    rows.push(...(await pageNotifications(ctx.db, owner, page)).map((row) => ({ part, row })));
  }
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next_cursor = rows.length > limit && last ? encodeCursor([last.part, last.row.id]) : null;
  return { data: page.map(({ row }) => shown(row, owner.locale)), next_cursor };
}

export async function readUnread(ctx: Ctx): Promise<Unread> {
  return { count: await countUnread(ctx.db, ownerOf(ctx)) };
}

/** Marks one as read; again is the same. Throws `missing` for what is not the person's own. */
export async function markRead(ctx: Ctx, id: string): Promise<Notification> {
  const owner = ownerOf(ctx);
  await read(ctx, id);
  const row = await findNotification(ctx.db, owner, id);
  if (!row) throw missing('notification');
  return shown(row, owner.locale);
}

/** Marks one as unread; again is the same. Throws `missing` for what is not the person's own. */
export async function markUnread(ctx: Ctx, id: string): Promise<Notification> {
  const owner = ownerOf(ctx);
  const [rows] = await batch(ctx.db, [updateUnread(ctx.db, owner, id)]);
  if (rows! > 0) await tellPeople(ctx, ctx.tenant_id, [owner.user_id]);
  const row = await findNotification(ctx.db, owner, id);
  if (!row) throw missing('notification');
  return shown(row, owner.locale);
}

/** Marks all as read. */
export async function markAllRead(ctx: Ctx): Promise<void> {
  await read(ctx, undefined);
}

async function read(ctx: Ctx, id: string | undefined): Promise<void> {
  const owner = ownerOf(ctx);
  const [rows] = await batch(ctx.db, [updateRead(ctx.db, owner, id, new Date(ctx.now).toISOString())]);
  if (rows! > 0) await tellPeople(ctx, ctx.tenant_id, [owner.user_id]);
}

/** The daily job: forgets what is three months old. */
export async function purgeNotifications({ db, now }: Pick<Ctx, 'db' | 'now'>): Promise<void> {
  await deleteNotificationsBefore(db, new Date(now - KEPT_MS).toISOString());
}

function ownerOf(ctx: Ctx): { tenant_id: string; user_id: string; locale: Locale } {
  const person = requirePerson(ctx);
  return { tenant_id: ctx.tenant_id, user_id: person.id, locale: matchLocale(person.locale) ?? 'en' };
}

function shown(row: Row, locale: Locale): Notification {
  const { id, project_id, type, severity, group_key: group, count, read_at, created_at } = row;
  const { title, body, url } = wordsOf(row, locale);
  return { id, project_id, type, severity, group, title, body, url, count, read_at, created_at };
}

/** A row whose content cannot be read shows its type and stops no list. */
function wordsOf({ type, project_id, content }: Row, locale: Locale): Pick<Notification, 'title' | 'body' | 'url'> {
  try {
    const kind = SHOWN[type]!;
    return { ...kind.tell(type, content as never, locale), url: kind.path(project_id, content as never) };
  } catch {
    return { title: type, body: '', url: '/' };
  }
}
