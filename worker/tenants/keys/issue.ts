/** Issuing API keys. */

import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { clearCaches } from '../../base/isolate-cache.ts';
import { dropSockets } from '../../base/sockets.ts';
import { recordAudit } from '../audit/index.ts';
import { requireRecentSignIn } from '../step-up/index.ts';
import { draftKey, refusal, refuseEscalation } from './draft.ts';
import type { KeyInput, NewApiKey } from './schema.ts';
import { originsOf, shownKey } from './state.ts';
import { changedKeys, insertKey, namesakeIds, namesakesOf, newKey, updateKeys } from './store.ts';

const target_type = 'key';

/** Issues a key for the ctx's project; the secret appears in this reply only. */
export async function issueKey(ctx: Ctx, input: KeyInput): Promise<NewApiKey> {
  requirePermission(ctx, 'keys:manage');
  requireRecentSignIn(ctx, 'key.issue');
  const { name, kind, replace } = input;
  const scopes = kind === 'publishable' ? ['events:write'] : input.scopes;
  refuseEscalation(ctx, scopes);
  const project_id = requireProject(ctx);
  const { key, row } = draftKey(ctx, { project_id, name, kind, scopes, origins: originsOf(input.origins) });
  const change = { revoked_at: row.created_at };
  const namesakes = namesakesOf(row);
  const revoked = { action: 'key.revoked', target_type, target: changedKeys(namesakes, change), after: change };
  const replaced = replace ? await namesakeIds(ctx.db, row) : [];
  const [made] = await batch(ctx.db, [
    insertKey(ctx.db, row),
    recordAudit(ctx, { action: 'key.issued', target_type, target: newKey(row.id) }),
    ...(replace ? [recordAudit(ctx, revoked), updateKeys(ctx.db, namesakes, change)] : []),
  ]);
  if (made === 0) throw await refusal(ctx, row);
  if (replace) clearCaches();
  await Promise.all(replaced.map((key_id) => dropSockets(ctx, row.tenant_id, { key_id })));
  return { ...shownKey(row, ctx.now), key };
}
