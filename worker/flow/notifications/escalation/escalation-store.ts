/** SQL of critical alerts that nobody takes on, and of who was asked about them. */
import type { Db, Statement } from '../../../base/db.ts';

/** An alert of which the next person is to hear. */
export interface DueAlert {
  tenant_id: string;
  project_id: string;
  alert_id: string;
  escalate_to: string;
  /** People who were asked so far. */
  asked: number;
}

/** A person who is asked about an alert; `asked_at` is in ms. */
export interface Step {
  tenant_id: string;
  project_id: string;
  alert_id: string;
  step: number;
  user_id: string;
  asked_at: number;
}

/** Alerts that nobody has acknowledged for so long that the next person is due, oldest first; none that was raised before `since`. */
export async function listUnacknowledged(
  db: Db,
  { now, since, limit }: { now: number; since: string; limit: number },
): Promise<DueAlert[]> {
  const { results } = await db.$client
    .prepare(
      `SELECT a.tenant_id, a.project_id, a.id AS alert_id, s.escalate_to,
              (SELECT count(*) FROM escalations e WHERE e.tenant_id = a.tenant_id AND e.project_id = a.project_id
                 AND e.alert_id = a.id) AS asked
       FROM notification_settings s
       JOIN alerts a ON a.tenant_id = s.tenant_id AND a.project_id = s.project_id AND a.status = 'pending'
         AND a.severity = 'critical' AND a.created_at > max(?2, s.escalate_since)
       WHERE s.escalate_after_minutes IS NOT NULL
         AND coalesce((SELECT max(e.asked_at) FROM escalations e WHERE e.tenant_id = a.tenant_id
               AND e.project_id = a.project_id AND e.alert_id = a.id), unixepoch(a.created_at, 'subsec') * 1000)
             <= ?1 - s.escalate_after_minutes * 60000
       ORDER BY a.created_at LIMIT ?3`,
    )
    .bind(now, since, limit)
    .all<DueAlert>();
  return results;
}

/** Who was asked about an alert so far. */
export async function listAsked(db: Db, { tenant_id, project_id, alert_id }: DueAlert): Promise<Set<string>> {
  const { results } = await db.$client
    .prepare('SELECT user_id FROM escalations WHERE tenant_id = ?1 AND project_id = ?2 AND alert_id = ?3')
    .bind(tenant_id, project_id, alert_id)
    .all<{ user_id: string }>();
  return new Set(results.map(({ user_id }) => user_id));
}

/** Writes a step; where another run has written the same one, that stays. */
export function insertStep(db: Db, { tenant_id, project_id, alert_id, step, user_id, asked_at }: Step): Statement {
  return db.$client
    .prepare('INSERT INTO escalations VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0) ON CONFLICT DO NOTHING')
    .bind(tenant_id, project_id, alert_id, step, user_id, asked_at);
}

/** Steps whose message is not planned yet, oldest first. */
export async function listUnplanned(db: Db, limit: number): Promise<Step[]> {
  const { results } = await db.$client
    .prepare('SELECT * FROM escalations WHERE planned = 0 ORDER BY asked_at LIMIT ?1')
    .bind(limit)
    .all<Step>();
  return results;
}

export function markPlanned(db: Db, { tenant_id, project_id, alert_id, step }: Step): Statement {
  return db.$client
    .prepare(
      'UPDATE escalations SET planned = 1 WHERE tenant_id = ?1 AND project_id = ?2 AND alert_id = ?3 AND step = ?4',
    )
    .bind(tenant_id, project_id, alert_id, step);
}

/** Forgets who was asked before an instant (ms). */
export async function dropSteps(db: Db, before: number): Promise<void> {
  await db.$client.prepare('DELETE FROM escalations WHERE asked_at < ?1').bind(before).run();
}
