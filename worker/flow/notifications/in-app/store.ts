/** SQL of the list in the dashboard. */
import { and, desc, eq, getTableColumns, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { notifications } from '../table.ts';

export type Row = typeof notifications.$inferSelect;

const COLUMNS = Object.keys(getTableColumns(notifications)) as (keyof Row)[];
const LATER = ['type', 'severity', 'content', 'count', 'rev'];

/** Whose list. */
interface Owner {
  tenant_id: string;
  user_id: string;
}

/** Writes rows in one statement; of a subject that is on a list already, only a later revision changes it. */
export function upsertNotifications(db: Db, rows: readonly Row[]): Statement {
  const changes = LATER.map((name) => `${name} = excluded.${name}`);
  return db.$client
    .prepare(
      `INSERT INTO notifications (${COLUMNS.join(', ')}) SELECT ${FIELDS} FROM json_each(?1) WHERE true
       ON CONFLICT DO UPDATE SET ${changes.join(', ')} WHERE excluded.rev > notifications.rev`,
    )
    .bind(valuesOf(rows));
}

/** Writes the later revision of rows that are there; adds none. */
export function updateNotifications(db: Db, rows: readonly Row[]): Statement {
  const changes = LATER.map((name) => `${name} = later.${name}`);
  return db.$client
    .prepare(
      `WITH later (${COLUMNS.join(', ')}) AS (SELECT ${FIELDS} FROM json_each(?1))
       UPDATE notifications SET ${changes.join(', ')} FROM later
       WHERE notifications.tenant_id = later.tenant_id AND notifications.user_id = later.user_id
         AND notifications.id = later.id AND later.rev > notifications.rev`,
    )
    .bind(valuesOf(rows));
}

const FIELDS = COLUMNS.map((_, i) => `value ->> ${i}`).join(', ');

function valuesOf(rows: readonly Row[]): string {
  return JSON.stringify(
    rows.map((row) => COLUMNS.map((name) => (name === 'content' ? JSON.stringify(row.content) : row[name]))),
  );
}

/** A page of a person's list below the id `before`, newest first. */
export async function pageNotifications(
  db: Db,
  owner: Owner & { unread?: boolean },
  page: { before: string | undefined; limit: number },
): Promise<Row[]> {
  const below = page.before === undefined ? undefined : lt(notifications.id, page.before);
  return await db
    .select()
    .from(notifications)
    .where(and(isOf(owner), owner.unread ? isNull(notifications.read_at) : undefined, below))
    .orderBy(desc(notifications.id))
    .limit(page.limit);
}

export async function countUnread(db: Db, owner: Owner): Promise<number> {
  const row = await db
    .select({ n: sql<number>`count(*)` })
    .from(notifications)
    .where(and(isOf(owner), isNull(notifications.read_at)))
    .get();
  return row?.n ?? 0;
}

/** Marks one of a person's rows as read, or all; one that is read already keeps its time. */
export function updateRead(db: Db, owner: Owner, id: string | undefined, read_at: string): Statement {
  const which = id === undefined ? undefined : eq(notifications.id, id);
  return db
    .update(notifications)
    .set({ read_at })
    .where(and(isOf(owner), which, isNull(notifications.read_at)));
}

export async function findNotification(db: Db, owner: Owner, id: string): Promise<Row | undefined> {
  return await db
    .select()
    .from(notifications)
    .where(and(isOf(owner), eq(notifications.id, id)))
    .get();
}

/** Drops what was made before an instant. */
export async function deleteNotificationsBefore(db: Db, instant: string): Promise<void> {
  await db.delete(notifications).where(lt(notifications.created_at, instant));
}

function isOf({ tenant_id, user_id }: Owner): SQL | undefined {
  return and(eq(notifications.tenant_id, tenant_id), eq(notifications.user_id, user_id));
}
