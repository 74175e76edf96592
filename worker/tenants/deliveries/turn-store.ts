/** SQL of turns: who may go out now, who waits, and who goes with whom. */
import { batch, type Db, type Statement } from '../../base/db.ts';
import type { NewDelivery } from './enqueue.ts';
import type { Turn } from './notice.ts';
import type { Delivery } from './table.ts';

/** A turn that has to be taken. */
export type Wanted = Extract<Turn, { lane: string }>;

type Place = Pick<Delivery, 'tenant_id' | 'project_id' | 'id' | 'recipient' | 'channel'>;

/** Messages that one takes along. */
const MOST_CARRIED = 100;
/** Bound as ?1, ?2 and ?3 in every statement below. */
const AT = 'tenant_id = ?1 AND project_id = ?2 AND id = ?3';
const WAITS = "turn IS NULL AND carried_by IS NULL AND state = 'pending' AND attempts = 0 AND trying_since IS NULL";

/** What held messages that may go out together have in common: reader, channel, and whether they are critical. */
export function heldAs({
  recipient,
  channel,
  severity,
}: Pick<NewDelivery, 'recipient' | 'channel' | 'severity'>): string {
  return `${recipient} ${channel} ${severity === 'critical' ? 'critical' : 'rest'}`;
}

/** Takes the turn of a delivery if its window and the reader's day have room; whether it did. `mark` is a fresh one. */
export async function takeTurn(db: Db, place: Place, wanted: Wanted, at: { mark: string; now: number }) {
  const { tenant_id, project_id, id, recipient, channel } = place;
  const { lane, window_ms, most, day } = wanted;
  const { mark, now } = at;
  const since = now - window_ms;
  const { $client: d1 } = db;
  const reader = 'tenant_id = ?1 AND project_id = ?2 AND recipient = ?4 AND channel = ?5 AND lane = ?6';
  const [taken] = await batch(db, [
    d1
      .prepare(
        `UPDATE deliveries SET turn = ?7, held = NULL WHERE ${AT} AND ${WAITS}
           AND NOT EXISTS (SELECT 1 FROM message_turns WHERE ${reader} AND started_at > ?8 AND told >= ?9)
           AND NOT EXISTS (SELECT 1 FROM message_days WHERE tenant_id = ?1 AND recipient = ?4 AND channel = ?5
                             AND date = ?10 AND quantity >= ?11)`,
      )
      .bind(tenant_id, project_id, id, recipient, channel, lane, mark, since, most, day.date, day.most),
    d1
      .prepare(
        `INSERT INTO message_turns (tenant_id, project_id, recipient, channel, lane, started_at, told)
         SELECT ?1, ?2, ?4, ?5, ?6, ?8, 1 FROM deliveries WHERE ${AT} AND turn = ?7
         ON CONFLICT DO UPDATE SET told = iif(started_at > ?9, told + 1, 1), started_at = iif(started_at > ?9, started_at, ?8)`,
      )
      .bind(tenant_id, project_id, id, recipient, channel, lane, mark, now, since),
    d1
      .prepare(
        `INSERT INTO message_days (tenant_id, recipient, channel, date, quantity)
         SELECT ?1, ?4, ?5, ?7, 1 FROM deliveries WHERE ${AT} AND turn = ?6
         ON CONFLICT DO UPDATE SET quantity = quantity + 1`,
      )
      .bind(tenant_id, project_id, id, recipient, channel, mark, day.date),
  ]);
  return taken! > 0;
}

/** Until when (ms) a delivery has to wait for a turn: undefined where it has to wait for nothing, null where it is left out. */
export async function waitFor(db: Db, place: Place, wanted: Wanted, now: number): Promise<number | null | undefined> {
  const { tenant_id, project_id, recipient, channel } = place;
  const { lane, window_ms, most, day } = wanted;
  const row = await db.$client
    .prepare(
      `SELECT (SELECT started_at FROM message_turns WHERE tenant_id = ?1 AND project_id = ?2 AND recipient = ?3
                 AND channel = ?4 AND lane = ?5 AND started_at > ?6 AND told >= ?7) AS window,
              (SELECT quantity FROM message_days WHERE tenant_id = ?1 AND recipient = ?3 AND channel = ?4
                 AND date = ?8 AND quantity >= ?9) AS day`,
    )
    .bind(tenant_id, project_id, recipient, channel, lane, now - window_ms, most, day.date, day.most)
    .first<{ window: number | null; day: number | null }>();
  if (row?.day) return day.reopens_at ?? null;
  return row?.window ? row.window + window_ms : undefined;
}

/** Lets a delivery that has not had its turn wait until an instant. */
export async function holdDelivery(db: Db, place: Place, held: string | null, until: number): Promise<void> {
  const { tenant_id, project_id, id } = place;
  await db.$client
    .prepare(`UPDATE deliveries SET held = ?4, next_attempt_at = ?5 WHERE ${AT} AND ${WAITS}`)
    .bind(tenant_id, project_id, id, held, new Date(until).toISOString())
    .run();
}

/** Takes along what is held for the same reader, and returns all that goes with a delivery, oldest first. */
export async function gatherHeld(db: Db, place: Delivery): Promise<Delivery[]> {
  const { tenant_id, project_id, id } = place;
  const { $client: d1 } = db;
  await d1
    .prepare(
      `UPDATE deliveries SET carried_by = ?3, held = NULL, next_attempt_at = NULL
       WHERE tenant_id = ?1 AND project_id = ?2 AND ${WAITS} AND id IN (
         SELECT id FROM deliveries WHERE tenant_id = ?1 AND project_id = ?2 AND held = ?4 AND id <> ?3
         ORDER BY id LIMIT ${MOST_CARRIED})`,
    )
    .bind(tenant_id, project_id, id, heldAs(place))
    .run();
  return await listCarried(db, place);
}

/** What goes with a delivery, oldest first. */
export async function listCarried(db: Db, { tenant_id, project_id, id }: Place): Promise<Delivery[]> {
  const { results } = await db.$client
    .prepare('SELECT * FROM deliveries WHERE tenant_id = ?1 AND project_id = ?2 AND carried_by = ?3 ORDER BY id')
    .bind(tenant_id, project_id, id)
    .all<Delivery>();
  return results;
}

/** Keeps what a try is about to say; false where a later try has begun, and this one must not send. */
export async function freezeMessage(db: Db, { attempts, ...place }: Delivery, composed: string): Promise<boolean> {
  const { tenant_id, project_id, id } = place;
  const frozen = await db.$client
    .prepare(`UPDATE deliveries SET composed = ?4 WHERE ${AT} AND attempts = ?5 AND trying_since IS NOT NULL`)
    .bind(tenant_id, project_id, id, composed, attempts)
    .run();
  return frozen.meta.changes > 0;
}

/** What went with a settled delivery is settled with it; those that its message did not tell, where it says which, were not wanted. */
export function settleCarried(db: Db, place: Delivery, change: Partial<Delivery>, told?: readonly string[]): Statement {
  const { tenant_id, project_id, id, attempts } = place;
  const { state, reason, detail, settled_at } = change;
  const isTold = '(?4 IS NULL OR id IN (SELECT value FROM json_each(?4)))';
  return db.$client
    .prepare(
      `UPDATE deliveries SET state = iif(${isTold}, ?5, 'suppressed'), reason = iif(${isTold}, ?6, 'switched_off'),
         detail = iif(${isTold}, ?7, NULL), settled_at = ?8, next_attempt_at = NULL
       WHERE tenant_id = ?1 AND project_id = ?2 AND carried_by = ?3
         AND EXISTS (SELECT 1 FROM deliveries l WHERE l.tenant_id = ?1 AND l.project_id = ?2 AND l.id = ?3 AND l.attempts = ?9)`,
    )
    .bind(tenant_id, project_id, id, told ? JSON.stringify(told) : null, state, reason, detail, settled_at, attempts);
}

/** Forgets windows and days that are over. */
export async function dropTurns(db: Db, now: number): Promise<void> {
  const yesterday = new Date(now - 172_800_000);
  await batch(db, [
    db.$client.prepare('DELETE FROM message_turns WHERE started_at < ?1').bind(yesterday.getTime()),
    db.$client.prepare('DELETE FROM message_days WHERE date < ?1').bind(yesterday.toISOString().slice(0, 10)),
  ]);
}
