/** SQL of preferences. */
import { and, eq } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { notification_preferences as kept } from '../table.ts';
import type { Preferences } from './schema.ts';

export interface PreferencesKey {
  tenant_id: string;
  project_id: string;
  user_id: string;
}

/** What a person has chosen; undefined while they have not. */
export async function findPreferences(db: Db, key: PreferencesKey): Promise<Partial<Preferences> | undefined> {
  const { tenant_id, project_id, user_id } = key;
  const isIt = and(eq(kept.tenant_id, tenant_id), eq(kept.project_id, project_id), eq(kept.user_id, user_id));
  return (await db.select({ body: kept.body }).from(kept).where(isIt).get())?.body;
}

export function upsertPreferences(db: Db, key: PreferencesKey, body: Preferences, updated_at: string): Statement {
  return db
    .insert(kept)
    .values({ ...key, body, updated_at })
    .onConflictDoUpdate({ target: [kept.tenant_id, kept.project_id, kept.user_id], set: { body, updated_at } });
}
