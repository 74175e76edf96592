/** Reading and changing one's own preferences for a project. */
import { type Ctx, requireProject } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { requirePerson } from '../../../tenants/auth/index.ts';
import { watchDigest } from '../digests/digests.ts';
import { watchEvents } from '../sources/watch.ts';
import { changed, DEFAULTS } from './preferences.ts';
import { findPreferences, upsertPreferences } from './preferences-store.ts';
import { BUSINESS_EVENTS, type Preferences, type PreferencesInput } from './schema.ts';

/** The signed-in person's preferences for the chosen project. */
export async function readPreferences(ctx: Ctx): Promise<Preferences> {
  return await preferencesOf(ctx, keyOf(ctx));
}

/** Changes what the input names. */
export async function changePreferences(ctx: Ctx, input: PreferencesInput): Promise<Preferences> {
  const key = keyOf(ctx);
  const after = changed(await preferencesOf(ctx, key), input);
  const hour = await watchDigest(ctx, key, after);
  await batch(ctx.db, [upsertPreferences(ctx.db, key, after, new Date(ctx.now).toISOString()), ...hour]);
  const wanted = BUSINESS_EVENTS.filter((name) => after.events[name]);
  await watchEvents(ctx, key, wanted);
  return after;
}

async function preferencesOf({ db }: Ctx, key: ReturnType<typeof keyOf>): Promise<Preferences> {
  return { ...DEFAULTS, ...(await findPreferences(db, key)) };
}

function keyOf(ctx: Ctx) {
  return { tenant_id: ctx.tenant_id, project_id: requireProject(ctx), user_id: requirePerson(ctx).id };
}
