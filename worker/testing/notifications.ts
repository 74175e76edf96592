/** Notifications for tests: occasions, mails that were kept, deliveries as they stand. */
import { env } from 'cloudflare:workers';
import { openDb } from '../base/db.ts';
import { newId } from '../base/ids.ts';
import { type Occasion, planOccasion } from '../flow/notifications/index.ts';
import type { Delivery } from '../tenants/deliveries/index.ts';
import { firing } from './judgements.ts';
import { type Seed, until } from './seed.ts';

type Project = Pick<Seed, 'tenant_id' | 'project_id'>;

/** A job as cron and queues have it. */
export const aJob = () => ({ env, db: openDb(env.DB), now: Date.now(), log: () => {} });

/** An alert worth telling, as its source would hand it over; `over` replaces fields. */
export function anOccasion(project: Project, over: Partial<Occasion> = {}): Occasion {
  const { payload, severity, title } = firing(project);
  const alert_id = newId('alr');
  const at = over.at ?? Date.now();
  return {
    source_id: `${alert_id} raised`,
    type: 'alert.raised',
    tenant_id: project.tenant_id,
    project_id: project.project_id,
    at,
    severity,
    subject: { id: alert_id, at, rev: 1, count: 1 },
    group_key: newId('rul'),
    content: { alert_id, title, severity, currency: null, payload },
    ...over,
  };
}

/** Plans an occasion. */
export async function tell(project: Project, over: Partial<Occasion> = {}): Promise<Occasion> {
  const occasion = anOccasion(project, over);
  await planOccasion(aJob(), occasion);
  return occasion;
}

/** A project's deliveries, oldest first, straight from the table. */
export async function deliveriesOf({ tenant_id, project_id }: Project): Promise<Delivery[]> {
  const { results } = await env.DB.prepare(
    'SELECT * FROM deliveries WHERE tenant_id = ? AND project_id = ? ORDER BY id',
  )
    .bind(tenant_id, project_id)
    .all<Delivery>();
  return results;
}

/** A project's deliveries, or those of one occasion, once every one of them is settled. */
export async function settled(project: Project, count: number, source_id?: string): Promise<Delivery[]> {
  const isOver = ({ state }: Delivery) => state !== 'pending' && state !== 'failed';
  return await until(
    async () => (await deliveriesOf(project)).filter((row) => source_id === undefined || row.source_id === source_id),
    (rows) => rows.length >= count && rows.every(isOver),
  );
}

/** The mails that development kept for an address, newest first. */
export async function mailsOf(email: string) {
  const { results } = await env.DB.prepare('SELECT * FROM mail_outbox WHERE recipient = ? ORDER BY id DESC')
    .bind(email)
    .all<{ id: string; subject: string; text: string; html: string; headers: string }>();
  return results;
}
