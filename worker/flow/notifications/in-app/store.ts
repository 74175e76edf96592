/** SQL of the list in the dashboard. */
import { and, desc, eq, getTableColumns, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
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

/** The order of what is unread, as the index has it. */
const RANK = sql`CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END`;
/** All columns, as Drizzle reads them also from a table that it is not told of. */
const READ = Object.fromEntries(
  Object.entries(getTableColumns(notifications)).map(([name, column]) => [name, sql`${column}`.mapWith(column)]),
) as unknown as ReturnType<typeof getTableColumns<typeof notifications>>;

export const RANKS = [0, 1, 2] as const;

/** A page of a person's rows below the id `before`, newest first: the unread ones of a rank, or those that are read. */
export async function pageNotifications(
  db: Db,
  owner: Owner,
  { rank, before, limit }: { rank: number | 'read'; before: string | undefined; limit: number },
): Promise<Row[]> {
  const which =
    rank === 'read' ? isNotNull(notifications.read_at) : and(isNull(notifications.read_at), sql`${RANK} = ${rank}`);
  const below = before === undefined ? undefined : lt(notifications.id, before);
  // Left to itself, SQLite walks through everything the person was told to find the few that are critical.
  const from = rank === 'read' ? sql`notifications` : sql`notifications INDEXED BY notifications_unread`;
  return await db
    .select(READ)
    .from(from)
    .where(and(isOf(owner), which, below))
    .orderBy(desc(notifications.id))
    .limit(limit);
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

/** Marks one of a person's rows as unread. */
export function updateUnread(db: Db, owner: Owner, id: string): Statement {
  return db
    .update(notifications)
    .set({ read_at: null })
    .where(and(isOf(owner), eq(notifications.id, id), isNotNull(notifications.read_at)));
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
