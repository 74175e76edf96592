/** SQL of who is told of a project and what was sent, as exports hold it: no contents, nothing that opens or reaches a device. */
import type { Db } from '../../base/db.ts';

interface Whose {
  tenant_id: string;
  project_id: string;
}

type Line = Record<string, string | number | null>;

/** A page of channels by id, of one project or of all and of people themselves; the endpoint of a device stays out. */
export async function pageAllChannels(
  db: Db,
  { tenant_id, project_id }: { tenant_id: string; project_id: string | null },
  after: string,
  limit: number,
): Promise<Line[]> {
  const { results } = await db.$client
    .prepare(
      `SELECT id, project_id, user_id, kind, name, iif(kind = 'web_push', NULL, address) AS address, locale, severities, events,
              state, created_at, confirmed_at
       FROM channels WHERE tenant_id = ?1 AND (?2 IS NULL OR project_id = ?2) AND id > ?3 ORDER BY id LIMIT ?4`,
    )
    .bind(tenant_id, project_id, after, limit)
    .all<Line>();
  return results.map((row) => withJson(row, ['severities', 'events']));
}

/** A page of what people want to be told of a project, by their ids. */
export async function pagePreferences(db: Db, { tenant_id, project_id }: Whose, after: string, limit: number) {
  const { results } = await db.$client
    .prepare(
      `SELECT project_id, user_id, body, updated_at FROM notification_preferences
       WHERE tenant_id = ?1 AND project_id = ?2 AND user_id > ?3 ORDER BY user_id LIMIT ?4`,
    )
    .bind(tenant_id, project_id, after, limit)
    .all<Line>();
  return results.map((row) => withJson(row, ['body']));
}

/** What a project's managers decided for everybody; undefined where they have decided nothing. */
export async function findDecided(db: Db, { tenant_id, project_id }: Whose): Promise<Line | undefined> {
  const row = await db.$client
    .prepare(
      `SELECT project_id, escalate_after_minutes, escalate_to, updated_at FROM notification_settings
       WHERE tenant_id = ?1 AND project_id = ?2`,
    )
    .bind(tenant_id, project_id)
    .first<Line>();
  return row ? withJson(row, ['escalate_to']) : undefined;
}

/** A page of a project's deliveries by id, without what they said. */
export async function pageSent(
  db: Db,
  { tenant_id, project_id }: Whose,
  after: string,
  limit: number,
): Promise<Line[]> {
  const { results } = await db.$client
    .prepare(
      `SELECT id, project_id, channel, kind, recipient, severity, state, attempts, carried_by, reason, detail, created_at, settled_at
       FROM deliveries WHERE tenant_id = ?1 AND project_id = ?2 AND id > ?3 ORDER BY id LIMIT ?4`,
    )
    .bind(tenant_id, project_id, after, limit)
    .all<Line>();
  return results;
}

/** A row whose columns of JSON are values; one that cannot be read stays text. */
function withJson(row: Line, columns: string[]): Line {
  const read = columns.map((name) => {
    try {
      return [name, JSON.parse(String(row[name]))];
    } catch {
      return [name, row[name]];
    }
  });
  return { ...row, ...Object.fromEntries(read) };
}
