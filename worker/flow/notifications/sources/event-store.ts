/** SQL of business events: up to where people were told, and the windows of flood control. */
import type { Db, Statement } from '../../../base/db.ts';
import type { BusinessEvent } from '../preferences/schema.ts';
import type { Window } from './flood.ts';

interface Whose {
  tenant_id: string;
  project_id: string;
}

/** The sequence up to which a project's events were told; null where nobody wants to hear of any. */
export async function findWatch(db: Db, { tenant_id, project_id }: Whose): Promise<number | null> {
  const select = db.$client.prepare('SELECT seq FROM event_watches WHERE tenant_id = ?1 AND project_id = ?2');
  return await select.bind(tenant_id, project_id).first<number>('seq');
}

/** Watches a project's events from a sequence on, unless they are watched. */
export function insertWatch(db: Db, { tenant_id, project_id }: Whose, seq: number): Statement {
  return db.$client
    .prepare('INSERT INTO event_watches (tenant_id, project_id, seq) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING')
    .bind(tenant_id, project_id, seq);
}

/** Moves on, unless another reading has. */
export function moveWatch(db: Db, { tenant_id, project_id }: Whose, from: number, to: number): Statement {
  return db.$client
    .prepare('UPDATE event_watches SET seq = ?4 WHERE tenant_id = ?1 AND project_id = ?2 AND seq = ?3')
    .bind(tenant_id, project_id, from, to);
}

export async function listWindows(db: Db, { tenant_id, project_id }: Whose): Promise<Map<BusinessEvent, Window>> {
  const { results } = await db.$client
    .prepare('SELECT event, started_at, told, held FROM event_windows WHERE tenant_id = ?1 AND project_id = ?2')
    .bind(tenant_id, project_id)
    .all<Window & { event: BusinessEvent }>();
  return new Map(results.map(({ event, ...window }) => [event, window]));
}

/** Writes a window as it is after the reading that moved the watch to `seq`; not after another one. */
export function putWindow(db: Db, whose: Whose & { event: BusinessEvent; seq: number }, window: Window): Statement {
  const { tenant_id, project_id, event, seq } = whose;
  const { started_at, told, held } = window;
  return db.$client
    .prepare(
      `INSERT INTO event_windows (tenant_id, project_id, event, started_at, told, held)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6 FROM event_watches WHERE tenant_id = ?1 AND project_id = ?2 AND seq = ?7
       ON CONFLICT DO UPDATE SET started_at = excluded.started_at, told = excluded.told, held = excluded.held`,
    )
    .bind(tenant_id, project_id, event, started_at, told, held, seq);
}

/** Windows that began before an instant (ms) and have something left to tell. */
export async function listEnded(db: Db, before: number, limit: number) {
  const { results } = await db.$client
    .prepare(
      `SELECT tenant_id, project_id, event, started_at, told, held FROM event_windows
       WHERE held > 0 AND started_at <= ?1 ORDER BY started_at LIMIT ?2`,
    )
    .bind(before, limit)
    .all<Whose & Window & { event: BusinessEvent }>();
  return results;
}

/** The summary of a window was told. */
export function clearWindow(
  db: Db,
  { tenant_id, project_id, event, started_at }: Whose & { event: string; started_at: number },
): Statement {
  return db.$client
    .prepare(
      'UPDATE event_windows SET held = 0 WHERE tenant_id = ?1 AND project_id = ?2 AND event = ?3 AND started_at = ?4',
    )
    .bind(tenant_id, project_id, event, started_at);
}
