/** SQL of channels that are one person's: their devices and phones, for all projects of a workspace. */
import { and, eq, getTableColumns, inArray, ne, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import type { AuditedRows } from '../../../tenants/audit/index.ts';
import type { ChannelName } from '../../../tenants/deliveries/index.ts';
import type { ChannelPlace, ChannelRow } from '../channels/channel-store.ts';
import { channels } from '../table.ts';

export { deleteChannel } from '../channels/channel-store.ts';

/** They belong to no project: what a project's messages go there is up to the person's preferences for it. */
export const NO_PROJECT = '';

/** Writes one, unless its person has `most` of its kind, or somebody else of the workspace has its address. */
export function insertPersonal(db: Db, row: ChannelRow, most: number): Statement {
  const columns = Object.keys(getTableColumns(channels)) as (keyof ChannelRow)[];
  const values = columns.map((name) => sql`${sql.param(row[name], channels[name])}`);
  const own = db
    .select({ n: sql`count(*)` })
    .from(channels)
    .where(isOf(row, row.user_id, row.kind));
  return db
    .insert(channels)
    .select(sql`select ${sql.join(values, sql`, `)} where (${own}) < ${most}`)
    .onConflictDoNothing();
}

/** Takes an address from everybody else, in every workspace, and from its own row in this one: a device shows its last person's messages. */
export function releaseAddress(db: Db, { tenant_id, user_id, kind, address }: ChannelRow): Statement {
  const isHeld = sql`${channels.user_id} <> ${user_id} OR ${channels.tenant_id} = ${tenant_id}`;
  return db
    .delete(channels)
    .where(and(eq(channels.kind, kind), eq(channels.address, address), ne(channels.user_id, ''), sql`(${isHeld})`));
}

/** Takes a number from its own row, and from those in this workspace who have not shown that it is theirs. */
export function releaseUnproven(db: Db, { tenant_id, user_id, kind, address }: ChannelRow): Statement {
  const isOwn = sql`${channels.user_id} = ${user_id} OR ${channels.state} <> 'active'`;
  const isHere = and(eq(channels.tenant_id, tenant_id), eq(channels.project_id, NO_PROJECT));
  return db
    .delete(channels)
    .where(and(isHere, eq(channels.kind, kind), eq(channels.address, address), sql`(${isOwn})`));
}

/** Takes an address from everybody but its person. */
export function releaseOthers(db: Db, { user_id, kind, address }: ChannelRow): Statement {
  const isOthers = and(ne(channels.user_id, ''), ne(channels.user_id, user_id));
  return db.delete(channels).where(and(eq(channels.kind, kind), eq(channels.address, address), isOthers));
}

/** A person's own channel. */
export async function findPersonal(
  db: Db,
  { tenant_id, user_id, id }: { tenant_id: string; user_id: string; id: string },
): Promise<ChannelRow | undefined> {
  return await db
    .select()
    .from(channels)
    .where(and(isOf({ tenant_id }, user_id), eq(channels.id, id)))
    .get();
}

/** The channel that a delivery goes to: one of its project, or of a person. */
export async function findRecipient(
  db: Db,
  { tenant_id, project_id, id }: ChannelPlace,
): Promise<ChannelRow | undefined> {
  const isHere = inArray(channels.project_id, [project_id, NO_PROJECT]);
  return await db
    .select()
    .from(channels)
    .where(and(eq(channels.tenant_id, tenant_id), isHere, eq(channels.id, id)))
    .get();
}

/** The active channels of some of a tenant's people, by whom they belong to. */
export async function listPersonal(
  db: Db,
  tenant_id: string,
  { user_ids, kinds }: { user_ids: readonly string[]; kinds: readonly ChannelName[] },
): Promise<Map<string, Pick<ChannelRow, 'id' | 'kind' | 'user_id'>[]>> {
  if (user_ids.length === 0 || kinds.length === 0) return new Map();
  const rows = await db
    .select({ id: channels.id, kind: channels.kind, user_id: channels.user_id })
    .from(channels)
    .where(
      and(
        eq(channels.tenant_id, tenant_id),
        eq(channels.project_id, NO_PROJECT),
        eq(channels.state, 'active'),
        inArray(channels.kind, [...kinds]),
        sql`${channels.user_id} IN (SELECT value FROM json_each(${JSON.stringify(user_ids)}))`,
      ),
    );
  return Map.groupBy(rows, ({ user_id }) => user_id);
}

/** One person's channel, for the audit log, where consent is kept for good. The address of a device is a secret. */
export function auditedPersonal(place: ChannelPlace, when: 'before' | 'after'): AuditedRows {
  const { tenant_id, project_id, id, kind, name, state, config } = channels;
  const where = and(eq(tenant_id, place.tenant_id), eq(project_id, place.project_id), eq(id, place.id));
  const address = sql<string>`iif(${kind} = 'whatsapp', ${channels.address}, null)`.as('address');
  const consent = sql<string>`json_extract(${config}, '$.consent')`.as('consent');
  return { table: channels, id, where, [when]: [kind, name, address, consent, state] };
}

function isOf({ tenant_id }: { tenant_id: string }, user_id: string, kind?: ChannelName): SQL | undefined {
  return and(
    eq(channels.tenant_id, tenant_id),
    eq(channels.project_id, NO_PROJECT),
    eq(channels.user_id, user_id),
    kind && eq(channels.kind, kind),
  );
}
