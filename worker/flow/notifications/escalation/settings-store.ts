/** SQL of what holds for everybody who is told of a project. */
import { and, eq } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { notification_settings as kept } from '../table.ts';
import type { NotificationSettings } from './schema.ts';

interface Whose {
  tenant_id: string;
  project_id: string;
}

type Settings = NotificationSettings & { escalate_since: string };

const DEFAULTS: Settings = { escalate_after_minutes: null, escalate_to: [], escalate_since: '' };

/** A project's settings, the defaults where nobody has changed any. */
export async function findSettings(db: Db, { tenant_id, project_id }: Whose): Promise<Settings> {
  const isIt = and(eq(kept.tenant_id, tenant_id), eq(kept.project_id, project_id));
  return (await db.select().from(kept).where(isIt).get()) ?? DEFAULTS;
}

export function upsertSettings(db: Db, whose: Whose, settings: Settings, updated_at: string): Statement {
  return db
    .insert(kept)
    .values({ ...whose, ...settings, updated_at })
    .onConflictDoUpdate({ target: [kept.tenant_id, kept.project_id], set: { ...settings, updated_at } });
}
