/** SQL of metric points. */
import { and, asc, desc, eq, getTableColumns, lt, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { CORE_EVENT_TYPES } from '../events/index.ts';
import { EVERY_TYPE } from './catalogue.ts';
import type { Difference, Reconciliation } from './schema.ts';
import { custom_events, metric_points, reconciliations } from './table.ts';

/** The absolute sums of one bucket, type and currency. */
export interface PointRow {
  grain: 'day' | 'hour';
  event_type: string;
  at: string;
  currency: string;
  n: number;
  sum: number;
  min: number;
  max: number;
}

const UPSERT = `
  INSERT INTO metric_points (tenant_id, project_id, zone_rev, grain, event_type, at, currency, n, sum, min, max, rev)
  SELECT ?1, ?2, ?3, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, ?4
  FROM json_each(?5) WHERE true
  ON CONFLICT DO UPDATE SET n = excluded.n, sum = excluded.sum, min = excluded.min, max = excluded.max, rev = excluded.rev`;
const UPSERT_NEWER = `${UPSERT} WHERE excluded.rev > metric_points.rev`;

/** Rows per statement: what one parameter of a few hundred KB holds. */
const ROWS = 2_000;

/** Writes points with the revision of their reading; a point that has a later revision stays, unless it is to be healed. */
export function upsertPoints(
  db: Db,
  project: Project,
  zone_rev: number,
  rows: PointRow[],
  rev: number,
  mode: 'newer' | 'heal',
): Statement[] {
  const statements: Statement[] = [];
  for (let i = 0; i < rows.length; i += ROWS) {
    const page = rows
      .slice(i, i + ROWS)
      .map((row) => [row.grain, row.event_type, row.at, row.currency, row.n, row.sum, row.min, row.max]);
    statements.push(
      db.$client
        .prepare(mode === 'heal' ? UPSERT : UPSERT_NEWER)
        .bind(project.tenant_id, project.id, zone_rev, rev, JSON.stringify(page)),
    );
  }
  return statements;
}

/** Remembers custom event types; a known one costs no row. */
export function insertCustomEvents(db: Db, project: Project, event_types: string[], created_at: string): Statement {
  return db
    .insert(custom_events)
    .values(
      event_types.map((event_type) => ({
        tenant_id: project.tenant_id,
        project_id: project.id,
        event_type,
        created_at,
      })),
    )
    .onConflictDoNothing();
}

export async function listCustomEvents(db: Db, tenant_id: string, project_id: string): Promise<string[]> {
  const rows = await db
    .select({ event_type: custom_events.event_type })
    .from(custom_events)
    .where(and(eq(custom_events.tenant_id, tenant_id), eq(custom_events.project_id, project_id)))
    .orderBy(asc(custom_events.event_type))
    .limit(1_000);
  return rows.map((row) => row.event_type);
}

/** What is read of points: sums by type (`EVERY_TYPE` where all were asked for), bucket and currency. */
export interface PointSum {
  event_type: string;
  at: string;
  currency: string;
  n: number;
  sum: number;
}

/** A stretch of stored points: of one type, or of every one, with `at` in `[from, before)`, compared as text. */
export interface PointSpan {
  grain: 'day' | 'hour';
  event_type: string;
  from: string;
  before: string;
}

const SPANS = `
  WITH asked AS (SELECT value ->> 0 AS grain, value ->> 1 AS event_type, value ->> 2 AS first, value ->> 3 AS before FROM json_each(?1)),
  spans AS (
    SELECT grain, event_type, event_type AS name, first, before FROM asked WHERE event_type <> ?2
    UNION ALL
    SELECT a.grain, t.event_type, a.event_type, a.first, a.before FROM asked a CROSS JOIN
      (SELECT value AS event_type FROM json_each(?3) UNION
       SELECT event_type FROM custom_events WHERE tenant_id = ?4 AND project_id = ?5) t
    WHERE a.event_type = ?2)
  SELECT s.grain, s.name AS event_type, p.at, p.currency, p.n, p.sum FROM spans s CROSS JOIN metric_points p
  WHERE p.tenant_id = ?4 AND p.project_id = ?5 AND p.zone_rev = ?6
    AND p.grain = s.grain AND p.event_type = s.event_type AND p.at >= s.first AND p.at < s.before`;

/** A point with its grain. */
export type StoredPoint = PointSum & { grain: 'day' | 'hour' };

/** The points of many spans in one reading, in the zone revision that is served. Spans that overlap return a point twice. */
export async function selectSpans(db: Db, project: Project, spans: PointSpan[]): Promise<StoredPoint[]> {
  const asked = JSON.stringify(spans.map(({ grain, event_type, from, before }) => [grain, event_type, from, before]));
  const core = JSON.stringify(CORE_EVENT_TYPES);
  const query = db.$client
    .prepare(SPANS)
    .bind(asked, EVERY_TYPE, core, project.tenant_id, project.id, project.points_zone_rev);
  return (await query.all<StoredPoint>()).results;
}

/** A page of all points that are served, after the last one's key: grain, type, time, currency. */
export async function pagePoints(
  db: Db,
  project: Project,
  after: [string, string, string, string],
  limit: number,
): Promise<PointRow[]> {
  const [grain, event_type, at, currency] = after;
  return await db.all<PointRow>(sql`
    SELECT grain, event_type, at, currency, n, sum, min, max FROM metric_points
    WHERE tenant_id = ${project.tenant_id} AND project_id = ${project.id} AND zone_rev = ${project.points_zone_rev}
      AND (grain, event_type, at, currency) > (${grain}, ${event_type}, ${at}, ${currency})
    ORDER BY grain, event_type, at, currency LIMIT ${limit}`);
}

/** Whether the project has any point at all. */
export async function hasPoints(db: Db, project: Project): Promise<boolean> {
  const row = await db.get(sql`
    SELECT 1 FROM metric_points WHERE tenant_id = ${project.tenant_id} AND project_id = ${project.id} LIMIT 1`);
  return row !== undefined && row !== null;
}

/** The first day that the project has any event on, of those that are served; undefined without one. */
export async function firstDay(db: Db, project: Project): Promise<string | undefined> {
  const row = await db.$client
    .prepare(`SELECT min((
      SELECT p.at FROM metric_points p
      WHERE p.tenant_id = ?1 AND p.project_id = ?2 AND p.zone_rev = ?3 AND p.grain = 'day' AND p.event_type = t.event_type
      ORDER BY p.at LIMIT 1)) AS at
      FROM (SELECT value AS event_type FROM json_each(?4) UNION
        SELECT event_type FROM custom_events WHERE tenant_id = ?1 AND project_id = ?2) t`)
    .bind(project.tenant_id, project.id, project.points_zone_rev, JSON.stringify(CORE_EVENT_TYPES))
    .first<{ at: string | null }>();
  return row?.at ?? undefined;
}

/** The largest amount of one event type and currency on a day, and all of its events. */
export interface Largest {
  at: string;
  event_type: string;
  currency: string;
  n: number;
  sum: number;
  max: number;
}

const MAX_LARGEST = 100;

/** The days, both ends included, with the largest amounts, those first. */
export async function selectLargest(
  db: Db,
  project: Project,
  event_types: string[],
  days: { from: string; to: string },
): Promise<Largest[]> {
  return await db.all<Largest>(sql`
    SELECT at, event_type, currency, n, sum, max FROM metric_points
    WHERE tenant_id = ${project.tenant_id} AND project_id = ${project.id} AND zone_rev = ${project.points_zone_rev}
      AND grain = 'day' AND event_type IN (SELECT value FROM json_each(${JSON.stringify(event_types)}))
      AND at >= ${days.from} AND at <= ${days.to} AND currency <> '' AND max IS NOT NULL
    ORDER BY max DESC LIMIT ${MAX_LARGEST}`);
}

/** All points of the local days `[from, before)`, hours and days: for reconciliation. */
export async function readAllPoints(db: Db, project: Project, from: string, before: string): Promise<PointRow[]> {
  return await db.all<PointRow>(sql`
    SELECT grain, event_type, at, currency, n, sum, min, max FROM metric_points
    WHERE tenant_id = ${project.tenant_id} AND project_id = ${project.id} AND zone_rev = ${project.points_zone_rev}
      AND at >= ${from} AND at < ${before}`);
}

/** Drops the points of zone revisions that nothing reads any more. */
export function deleteOldZones(db: Db, project: Project): Statement {
  return db
    .delete(metric_points)
    .where(
      and(
        eq(metric_points.tenant_id, project.tenant_id),
        eq(metric_points.project_id, project.id),
        lt(metric_points.zone_rev, project.points_zone_rev),
      ),
    );
}

export function insertReconciliation(db: Db, tenant_id: string, row: Reconciliation): Statement {
  const { healed: _, ...columns } = row;
  return db.insert(reconciliations).values({ ...columns, tenant_id });
}

/** A page of a project's reconciliations below the id `before`, newest first. */
export async function pageReconciliations(
  db: Db,
  tenant_id: string,
  project_id: string,
  { before, limit }: { before: string; limit: number },
): Promise<Omit<Reconciliation, 'healed'>[]> {
  const { tenant_id: _, ...columns } = getTableColumns(reconciliations);
  const { id, differences } = columns;
  // One that cannot be read shows none instead of stopping the list.
  const readable = sql<Difference[]>`iif(json_valid(${differences}), ${differences}, '[]')`.mapWith(JSON.parse);
  return await db
    .select({ ...columns, differences: readable })
    .from(reconciliations)
    .where(and(eq(reconciliations.tenant_id, tenant_id), eq(reconciliations.project_id, project_id), lt(id, before)))
    .orderBy(desc(id))
    .limit(limit);
}
