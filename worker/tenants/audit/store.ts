/** SQL of the audit log. */
import { and, asc, desc, eq, getTableColumns, gt, gte, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db, Statement } from '../../base/db.ts';
import { isJsonColumn } from '../../base/json-column.ts';
import type { BareEntry } from './chain.ts';
import type { AuditEntry } from './schema.ts';
import { audit_entries, audit_heads } from './table.ts';

/** A column, or what a query knows of the row, under its name in the entry. */
export type Shown = SQLiteColumn | SQL.Aliased<string>;

/** What a shown column is called. */
export const nameOf = (shown: Shown): string => ('fieldAlias' in shown ? shown.fieldAlias : shown.name);

/**
 * The rows that a change is about to touch, or has just made: one entry is written for each, none when there are none.
 * `where` is the change's own condition, so there is an entry exactly when there is a change.
 */
export interface AuditedRows {
  table: SQLiteTable;
  /** The column whose value becomes `target_id`. */
  id: SQLiteColumn;
  where: SQL | undefined;
  /** The column that says into whose log a row's entry goes, where that is not the ctx's tenant. */
  tenant?: SQLiteColumn;
  /** Columns whose values at that moment become `before`. */
  before?: Shown[];
  /** Columns of rows that were just made, whose values become `after`. */
  after?: Shown[];
}

/** What the writer knows of an entry; number, hashes and, with rows, target and `before` come from the database. */
export type NewEntry = Omit<BareEntry, 'seq' | 'target_id'>;

/** One entry for each of `rows`, or just one about `target_id`. */
export function insertEntries(db: Db, entry: NewEntry, about: AuditedRows | string): Statement {
  const rows = typeof about === 'string' ? undefined : about;
  const id = rows ? sql`${rows.id}` : sql`${about}`;
  const whose = rows?.tenant ? sql`${rows.tenant}` : sql`${entry.tenant_id}`;
  const head = sql`(select ${audit_heads.seq} from ${audit_heads} where ${audit_heads.tenant_id} = ${whose})`;
  const place = rows ? sql`row_number() over (partition by ${whose} order by ${id})` : sql`1`;
  const before = snapshotOf(rows?.before) ?? sql`${textOf(entry.before)}`;
  const after = snapshotOf(rows?.after) ?? sql`${textOf(entry.after)}`;
  const source = rows ? sql` from ${rows.table} where ${rows.where ?? sql`true`} order by ${whose}, ${id}` : sql``;
  return db.insert(audit_entries).select(
    sql`select ${whose}, coalesce(${head}, 0) + ${place}, ${entry.created_at}, ${entry.actor_type},
      ${entry.actor_id}, ${entry.actor_label}, ${entry.action}, ${entry.target_type}, ${id}, ${before},
      ${after}, ${entry.request_id}, null, null${source}`,
  );
}

/** The columns as one JSON object, each as the API shows it. */
function snapshotOf(fields: Shown[] | undefined): SQL | undefined {
  if (!fields?.length) return undefined;
  const members = fields.map((field) => {
    if ('fieldAlias' in field) return sql`${field.fieldAlias}, ${field.sql}`;
    if (isJsonColumn(field)) return sql`${field.name}, iif(json_valid(${field}), json(${field}), ${field})`;
    if (field.dataType === 'boolean') return sql`${field.name}, json(iif(${field}, 'true', 'false'))`;
    return sql`${field.name}, ${field}`;
  });
  return sql`json_object(${sql.join(members, sql`, `)})`;
}

function textOf(fields: Record<string, unknown> | null): string | null {
  return fields === null ? null : JSON.stringify(fields);
}

/** Which entries of a tenant: `from` is included, `until` is not; both ISO 8601 in UTC. */
export interface EntryFilter {
  actor?: string;
  action?: string;
  target?: string;
  from?: string;
  until?: string;
}

/** Entries below the number `before` (all without it), newest first. */
export async function listEntries(
  db: Db,
  tenant_id: string,
  filter: EntryFilter,
  before: number | undefined,
  limit: number,
): Promise<AuditEntry[]> {
  return await db
    .select()
    .from(audit_entries)
    .where(and(matching(tenant_id, filter), before === undefined ? undefined : lt(audit_entries.seq, before)))
    .orderBy(desc(audit_entries.seq))
    .limit(limit);
}

/** Entries above the number `after`, oldest first. */
export async function readEntries(
  db: Db,
  tenant_id: string,
  filter: EntryFilter,
  after: number,
  limit: number,
): Promise<AuditEntry[]> {
  return await db
    .select()
    .from(audit_entries)
    .where(and(matching(tenant_id, filter), gt(audit_entries.seq, after)))
    .orderBy(asc(audit_entries.seq))
    .limit(limit);
}

function matching(tenant_id: string, { actor, action, target, from, until }: EntryFilter): SQL | undefined {
  const { actor_id, actor_label, created_at, ...columns } = getTableColumns(audit_entries);
  return and(
    eq(columns.tenant_id, tenant_id),
    actor === undefined ? undefined : or(eq(actor_id, actor), eq(actor_label, actor)),
    // Text compared by length instead of LIKE: an underscore in an action is no wildcard.
    action === undefined ? undefined : sql`substr(${columns.action} || '.', 1, ${action.length + 1}) = ${`${action}.`}`,
    target === undefined ? undefined : eq(columns.target_id, target),
    from === undefined ? undefined : gte(created_at, from),
    until === undefined ? undefined : lt(created_at, until),
  );
}

/** The last number that was given out; 0 for a tenant without entries. */
export async function lastSeq(db: Db, tenant_id: string): Promise<number> {
  const head = await db.select().from(audit_heads).where(eq(audit_heads.tenant_id, tenant_id)).get();
  return head?.seq ?? 0;
}

/** Tenants whose logs have unsealed entries of a request. */
export async function listWritten(db: Db, request_id: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ tenant_id: audit_entries.tenant_id })
    .from(audit_entries)
    .where(and(eq(audit_entries.request_id, request_id), isNull(audit_entries.hash)));
  return rows.map(({ tenant_id }) => tenant_id);
}

/** Tenants with unsealed entries, the one with the oldest such entry first. */
export async function listUnsealed(db: Db, limit: number): Promise<string[]> {
  const rows = await db.all<{ tenant_id: string }>(sql`
    SELECT tenant_id, (SELECT created_at FROM audit_entries e
      WHERE e.tenant_id = h.tenant_id AND e.seq > h.sealed_seq ORDER BY e.seq LIMIT 1) AS oldest
    FROM audit_heads h WHERE h.sealed_seq < h.seq AND oldest IS NOT NULL
    ORDER BY oldest, tenant_id LIMIT ${limit}`);
  return rows.map(({ tenant_id }) => tenant_id);
}

/** Those of the tenants whose logs have open entries. */
export async function listOpen(db: Db, tenants: readonly string[]): Promise<string[]> {
  const rows = await db.all<{ tenant_id: string }>(sql`
    SELECT tenant_id FROM audit_heads
    WHERE tenant_id IN (SELECT value FROM json_each(${JSON.stringify(tenants)})) AND sealed_seq < seq`);
  return rows.map(({ tenant_id }) => tenant_id);
}

/** Fills in hashes by number; an entry that has its own keeps it. */
export function sealEntries(
  db: Db,
  tenant_id: string,
  seals: { seq: number; previous_hash: string; hash: string }[],
): Statement[] {
  const rows = JSON.stringify(seals.map(({ seq, previous_hash, hash }) => [seq, previous_hash, hash]));
  const last = seals.at(-1)!.seq;
  return [
    db.$client
      .prepare(
        `UPDATE audit_entries SET previous_hash = value ->> 1, hash = value ->> 2 FROM json_each(?1)
         WHERE tenant_id = ?2 AND seq = value ->> 0 AND audit_entries.hash IS NULL`,
      )
      .bind(rows, tenant_id),
    db
      .update(audit_heads)
      .set({ sealed_seq: last })
      .where(
        and(eq(audit_heads.tenant_id, tenant_id), lt(audit_heads.sealed_seq, last), lte(sql`${last}`, audit_heads.seq)),
      ),
  ];
}
