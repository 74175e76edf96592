/** SQL of deliveries. */
import {
  and,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { ChannelName, DeliveryState } from './schema.ts';
import { type Delivery, deliveries } from './table.ts';

const COLUMNS = Object.keys(getTableColumns(deliveries)) as (keyof Delivery)[];
const OPEN = inArray(deliveries.state, ['pending', 'failed']);

/** Where a delivery lies. */
export type Place = Pick<Delivery, 'tenant_id' | 'project_id' | 'id'>;

/** Writes deliveries in one statement; those that are planned already stay as they are. */
export function insertDeliveries(db: Db, rows: readonly Delivery[]): Statement {
  const values = rows.map((row) => COLUMNS.map((name) => row[name]));
  const fields = COLUMNS.map((_, i) => `value ->> ${i}`);
  return db.$client
    .prepare(
      `INSERT INTO deliveries (${COLUMNS.join(', ')}) SELECT ${fields.join(', ')} FROM json_each(?1) WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(values));
}

export async function findDelivery(db: Db, place: Place): Promise<Delivery | undefined> {
  return await db.select().from(deliveries).where(isAt(place)).get();
}

/** Takes a delivery for its next try, unless another one has, or still runs since after `lost_before`; whether it did. */
export async function claimDelivery(
  db: Db,
  { attempts, ...place }: Delivery,
  now: string,
  lost_before: string,
): Promise<boolean> {
  const isFree = or(isNull(deliveries.trying_since), lte(deliveries.trying_since, lost_before));
  const claimed = await db
    .update(deliveries)
    .set({ attempts: attempts + 1, trying_since: now })
    .where(and(isAt(place), eq(deliveries.attempts, attempts), isNull(deliveries.carried_by), OPEN, isFree))
    .run();
  return claimed.meta.changes > 0;
}

/** Records how the try number `attempts` of a delivery went, unless a later one has begun. */
export function settleDelivery(db: Db, place: Place, attempts: number, change: Partial<Delivery>): Statement {
  return db
    .update(deliveries)
    .set({ ...change, trying_since: null, held: null })
    .where(and(isAt(place), eq(deliveries.attempts, attempts), OPEN));
}

/** Deliveries that are due, soonest first, with their next look moved on to `again_at`. */
export async function takeDue(
  db: Db,
  { now, again_at, limit }: { now: string; again_at: string; limit: number },
): Promise<Pick<Delivery, 'tenant_id' | 'project_id' | 'id' | 'attempts'>[]> {
  const due = sql`SELECT d.tenant_id, d.project_id, d.id FROM deliveries d
    WHERE d.next_attempt_at IS NOT NULL AND d.next_attempt_at <= ${now} ORDER BY d.next_attempt_at LIMIT ${limit}`;
  return await db
    .update(deliveries)
    .set({ next_attempt_at: again_at })
    .where(sql`(${deliveries.tenant_id}, ${deliveries.project_id}, ${deliveries.id}) IN (${due})`)
    .returning({
      tenant_id: deliveries.tenant_id,
      project_id: deliveries.project_id,
      id: deliveries.id,
      attempts: deliveries.attempts,
    });
}

/** Which deliveries of a project; those of workspace letters have neither. */
export interface DeliveryFilter {
  tenant_id: string;
  project_id: string;
  channel?: ChannelName;
  state?: DeliveryState;
}

/** A page of deliveries below the id `before`, newest first, without what their tries wrote. */
export async function pageDeliveries(
  db: Db,
  { tenant_id, project_id, channel, state }: DeliveryFilter,
  page: { before: string | undefined; limit: number },
): Promise<Omit<Delivery, 'composed'>[]> {
  const { composed: _, ...shown } = getTableColumns(deliveries);
  return await db
    .select(shown)
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenant_id, tenant_id),
        eq(deliveries.project_id, project_id),
        channel && eq(deliveries.channel, channel),
        state && eq(deliveries.state, state),
        page.before === undefined ? undefined : lt(deliveries.id, page.before),
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(page.limit);
}

/** Gives deliveries all their tries again, until then of use; those whose content is gone stay. Returns where they lie. */
export async function reviveDeliveries(
  db: Db,
  which: { tenant_id: string; project_id: string; id?: string; since?: string },
  { now, until, limit }: { now: string; until: string; limit: number },
): Promise<Pick<Delivery, 'tenant_id' | 'project_id' | 'id' | 'attempts'>[]> {
  const { tenant_id, project_id, id, since } = which;
  const wanted = and(
    eq(deliveries.tenant_id, tenant_id),
    eq(deliveries.project_id, project_id),
    id === undefined ? undefined : eq(deliveries.id, id),
    since === undefined ? undefined : gte(deliveries.settled_at, since),
    // What went out with another goes again with that one; asked for by itself, it goes by itself.
    id === undefined ? isNull(deliveries.carried_by) : undefined,
    replayable(),
  );
  const chosen = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(wanted)
    .orderBy(desc(deliveries.id))
    .limit(limit);
  return await db
    .update(deliveries)
    .set({
      state: 'pending',
      attempts: 0,
      next_attempt_at: now,
      trying_since: null,
      unsure_since: null,
      turn: 'replayed',
      carried_by: null,
      held: null,
      composed: null,
      expires_at: sql`iif(${deliveries.content} LIKE 'sealed:%', ${deliveries.expires_at}, ${until})`,
      reason: null,
      detail: null,
      settled_at: null,
    })
    .where(
      and(eq(deliveries.tenant_id, tenant_id), eq(deliveries.project_id, project_id), inArray(deliveries.id, chosen)),
    )
    .returning({
      tenant_id: deliveries.tenant_id,
      project_id: deliveries.project_id,
      id: deliveries.id,
      attempts: deliveries.attempts,
    });
}

function replayable(): SQL | undefined {
  return and(inArray(deliveries.state, ['dead', 'suppressed', 'failed']), isNotNull(deliveries.content));
}

/** Drops the sealed contents of letters whose time is over. */
export async function dropSpentContents(db: Db, now: string): Promise<void> {
  await db
    .update(deliveries)
    .set({ content: null })
    .where(and(like(deliveries.content, 'sealed:%'), lt(deliveries.expires_at, now)));
}

/** Drops settled deliveries that were made before an instant. */
export async function deleteDeliveriesBefore(db: Db, instant: string): Promise<void> {
  await db.delete(deliveries).where(and(lt(deliveries.created_at, instant), isNull(deliveries.next_attempt_at)));
}

function isAt({ tenant_id, project_id, id }: Place): SQL | undefined {
  return and(eq(deliveries.tenant_id, tenant_id), eq(deliveries.project_id, project_id), eq(deliveries.id, id));
}
