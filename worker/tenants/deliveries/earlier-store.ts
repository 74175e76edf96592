/** SQL of what was sent before: a message that follows another goes only to who has that one. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import { deliveries } from './table.ts';

/** Notes that a delivery that had gone out came back; `tags` are those that its mail carried. */
export function bounceDelivery(
  db: Db,
  tags: Record<string, string>,
  { reason, detail, at }: { reason: string; detail: string | null; at: string },
): Statement {
  const { tenant = '', project = '', delivery = '' } = tags;
  return db
    .update(deliveries)
    .set({ state: 'dead', reason, detail: detail?.slice(0, 300) ?? null, settled_at: at, content: null })
    .where(
      and(
        eq(deliveries.tenant_id, tenant),
        eq(deliveries.project_id, project),
        eq(deliveries.id, delivery),
        eq(deliveries.state, 'sent'),
      ),
    );
}

/** Notes what the other side reports of a delivery that went out: `read` stays, whatever comes late. */
export function noteDelivery(
  db: Db,
  { tenant_id, project_id, id, provider_id }: Record<'tenant_id' | 'project_id' | 'id' | 'provider_id', string>,
  detail: 'delivered' | 'read',
): Statement {
  return db
    .update(deliveries)
    .set({ detail })
    .where(
      and(
        eq(deliveries.tenant_id, tenant_id),
        eq(deliveries.project_id, project_id),
        eq(deliveries.id, id),
        eq(deliveries.provider_id, provider_id),
        eq(deliveries.state, 'sent'),
        sql`coalesce(${deliveries.detail}, '') NOT IN ('read', ${detail})`,
      ),
    );
}

/** Which of these deliveries of a project are out, or may still go out. */
export async function listAlive(
  db: Db,
  { tenant_id, project_id }: { tenant_id: string; project_id: string },
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenant_id, tenant_id),
        eq(deliveries.project_id, project_id),
        sql`${deliveries.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        inArray(deliveries.state, ['pending', 'failed', 'sent']),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}
