/** Renaming API keys, changing their origins, revoking them. */

import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { clearCaches } from '../../base/isolate-cache.ts';
import { dropSockets } from '../../base/sockets.ts';
import { recordAudit } from '../audit/index.ts';
import { manageableKey, notActive } from './manageable.ts';
import type { ApiKey, KeyPatch } from './schema.ts';
import { originsOf, shownKey, stateOf } from './state.ts';
import { changedKeys, differing, findKey, unrevoked, updateKeys } from './store.ts';

const target_type = 'key';

/** Gives a live key another name or another list of origins. */
export async function changeKey(ctx: Ctx, key_id: string, asked: KeyPatch): Promise<ApiKey> {
  const old = await manageableKey(ctx, key_id);
  if (['revoked', 'expired'].includes(stateOf(old, ctx.now))) throw notActive();
  const change = asked.origins ? { ...asked, origins: originsOf(asked.origins) } : asked;
  if (Object.keys(change).length > 0) {
    const where = differing(old.tenant_id, key_id, change);
    const target = changedKeys(where, change);
    await batch(ctx.db, [
      recordAudit({ ...ctx, tenant_id: old.tenant_id }, { action: 'key.changed', target_type, target, after: change }),
      updateKeys(ctx.db, where, change),
    ]);
    clearCaches();
  }
  return shownKey((await findKey(ctx.db, key_id)) ?? old, ctx.now);
}

/** Revokes a key; other isolates stop honouring it within 60 s. A key of another tenant does not exist. */
export async function revokeKey(ctx: Ctx, key_id: string): Promise<void> {
  const { tenant_id } = await manageableKey(ctx, key_id);
  const change = { revoked_at: new Date(ctx.now).toISOString() };
  const where = unrevoked(tenant_id, key_id);
  const target = changedKeys(where, change);
  await batch(ctx.db, [
    recordAudit({ ...ctx, tenant_id }, { action: 'key.revoked', target_type, target, after: change }),
    updateKeys(ctx.db, where, change),
  ]);
  clearCaches();
  await dropSockets(ctx, tenant_id, { key_id });
}
