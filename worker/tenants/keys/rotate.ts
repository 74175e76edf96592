/** Rotating API keys. */

import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { clearCaches } from '../../base/isolate-cache.ts';
import { dropSockets } from '../../base/sockets.ts';
import { MINUTE_MS } from '../../shared/durations.ts';
import { recordAudit } from '../audit/index.ts';
import { requireRecentSignIn } from '../step-up/index.ts';
import { draftKey, refusal, refuseEscalation } from './draft.ts';
import { manageableKey } from './manageable.ts';
import type { NewApiKey, RotateInput } from './schema.ts';
import { shownKey } from './state.ts';
import { changedKeys, insertKey, newKey, rotatable, rotatableTo, updateKeys } from './store.ts';

const target_type = 'key';

/**
 * Replaces a key by a new one of the same name, kind, scopes and origins; the old one works on for the overlap. Of
 * two rotations at once the second is a conflict.
 */
export async function rotateKey(caller: Ctx, key_id: string, { overlap_minutes }: RotateInput): Promise<NewApiKey> {
  const old = await manageableKey(caller, key_id);
  requireRecentSignIn(caller, 'key.rotate');
  refuseEscalation(caller, old.scopes);
  const ctx = { ...caller, tenant_id: old.tenant_id };
  const { key, row } = draftKey(ctx, old);
  const change = { expires_at: new Date(ctx.now + overlap_minutes * MINUTE_MS).toISOString(), replaced_by: row.id };
  const where = rotatableTo(old, row);
  const [made] = await batch(ctx.db, [
    insertKey(ctx.db, row, rotatable(old)),
    recordAudit(ctx, { action: 'key.issued', target_type, target: newKey(row.id) }),
    recordAudit(ctx, { action: 'key.rotated', target_type, target: changedKeys(where, change), after: change }),
    updateKeys(ctx.db, where, change),
  ]);
  if (made === 0) throw await refusal(ctx, old);
  clearCaches();
  // It may come back with the old key while that still works: with the key's own end.
  await dropSockets(ctx, ctx.tenant_id, { key_id });
  return { ...shownKey(row, ctx.now), key };
}
