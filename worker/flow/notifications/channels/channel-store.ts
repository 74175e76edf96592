/** SQL of channels. */
import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import type { AuditedRows } from '../../../tenants/audit/index.ts';
import { channels } from '../table.ts';

export type ChannelRow = typeof channels.$inferSelect;

/** Where a channel lies. */
export type ChannelPlace = Pick<ChannelRow, 'tenant_id' | 'project_id' | 'id'>;

/** Writes a channel; no row when its address is one already, or the project has `most`. */
export function insertChannel(db: Db, row: ChannelRow, most: number): Statement {
  const names = Object.keys(row) as (keyof ChannelRow)[];
  const value = (name: keyof ChannelRow) => sql`${sql.param(row[name], channels[name])}`.as(name);
  const columns = Object.fromEntries(names.map((name) => [name, value(name)]));
  const room = sql`(SELECT count(*) FROM channels AS c WHERE c.tenant_id = ${row.tenant_id} AND c.project_id = ${row.project_id}) < ${most}`;
  const allowed = db
    .select(columns as never)
    .from(sql`(SELECT 1)`)
    .where(room);
  return db
    .insert(channels)
    .select(allowed as never)
    .onConflictDoNothing();
}

/** The channel, for the audit log. */
export function auditedChannel(place: ChannelPlace, when: 'before' | 'after'): AuditedRows {
  const { kind, name, address, severities, events, digest, digest_at, state } = channels;
  return {
    table: channels,
    id: channels.id,
    where: isAt(place),
    [when]: [kind, name, address, severities, events, digest, digest_at, state],
  };
}

export function updateChannel(db: Db, place: ChannelPlace, change: Partial<ChannelRow>): Statement {
  return db.update(channels).set(change).where(isAt(place));
}

export function deleteChannel(db: Db, place: ChannelPlace): Statement {
  return db.delete(channels).where(isAt(place));
}

export async function findChannel(db: Db, place: ChannelPlace): Promise<ChannelRow | undefined> {
  return await db.select().from(channels).where(isAt(place)).get();
}

/** Which channels: those of a project, those of a person, or both; only those that get something when `active`. */
interface ChannelFilter {
  tenant_id: string;
  project_id?: string;
  user_id?: string;
  active?: boolean;
}

/** A page of channels in the order in which they were made. */
export async function pageChannels(
  db: Db,
  { tenant_id, project_id, user_id, active }: ChannelFilter,
  after: string,
  limit: number,
): Promise<ChannelRow[]> {
  const ofProject = project_id === undefined ? undefined : eq(channels.project_id, project_id);
  const ofPerson = user_id === undefined ? undefined : and(eq(channels.project_id, ''), eq(channels.user_id, user_id));
  const state = active ? eq(channels.state, 'active') : undefined;
  return await db
    .select()
    .from(channels)
    .where(and(eq(channels.tenant_id, tenant_id), or(ofProject, ofPerson) ?? sql`false`, gt(channels.id, after), state))
    .orderBy(asc(channels.id))
    .limit(limit);
}

function isAt({ tenant_id, project_id, id }: ChannelPlace): SQL | undefined {
  return and(eq(channels.tenant_id, tenant_id), eq(channels.project_id, project_id), eq(channels.id, id));
}
