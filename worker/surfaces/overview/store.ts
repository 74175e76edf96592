/** SQL of what is kept for the cards: the usual course of a day. */
import type { Db } from '../../base/db.ts';
import type { Project } from '../../tenants/orgs/index.ts';

/** What is kept of a project and currency, when it was made from `basis`; undefined otherwise. */
export async function findByNow(
  db: Db,
  project: Project,
  currency: string,
  basis: string,
): Promise<string | undefined> {
  const row = await db.$client
    .prepare('SELECT body FROM usual_by_now WHERE tenant_id = ?1 AND project_id = ?2 AND currency = ?3 AND basis = ?4')
    .bind(project.tenant_id, project.id, currency, basis)
    .first<{ body: string }>();
  return row?.body;
}

/** Keeps it in place of what was made from something else. */
export async function putByNow(
  db: Db,
  project: Project,
  currency: string,
  kept: { basis: string; body: string },
): Promise<void> {
  await db.$client
    .prepare(`INSERT INTO usual_by_now (tenant_id, project_id, currency, basis, body) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT DO UPDATE SET basis = excluded.basis, body = excluded.body`)
    .bind(project.tenant_id, project.id, currency, kept.basis, kept.body)
    .run();
}
