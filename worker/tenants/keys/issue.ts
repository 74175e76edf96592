/** Issuing and revoking API keys. */
import { type Actor, type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { randomToken, sha256 } from '../../base/crypto.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { clearCaches } from '../../base/isolate-cache.ts';
import type { KeyInput, NewApiKey } from './schema.ts';
import { findKey, insertKey, revokeKeyRow, revokeNamesakes } from './store.ts';

/** Issues a key for the ctx's project; the answer is the only place its secret ever appears. */
export async function issueKey(ctx: Ctx, input: KeyInput): Promise<NewApiKey> {
  requirePermission(ctx, 'keys:manage');
  const scopes = input.kind === 'publishable' ? ['events:write'] : input.scopes;
  refuseEscalation(ctx, scopes);
  const key = `${input.kind === 'secret' ? 'sk' : 'pk'}_${randomToken(32)}`;
  const created_at = new Date(ctx.now).toISOString();
  const row = {
    id: newId('key'),
    tenant_id: ctx.tenant_id,
    project_id: requireProject(ctx),
    name: input.name,
    kind: input.kind,
    digest: sha256(key),
    hint: key.slice(-4),
    scopes,
    origins: input.origins.map((url) => new URL(url).origin),
    created_at,
    revoked_at: null,
  };
  const namesakes = input.replace ? [revokeNamesakes(ctx.db, row, created_at)] : [];
  await batch(ctx.db, [insertKey(ctx.db, row), ...namesakes]);
  if (input.replace) clearCaches();
  const { tenant_id: _tenant, digest: _digest, ...shown } = row;
  return { ...shown, key };
}

/** A key may hand on only what it holds itself. */
function refuseEscalation(ctx: Ctx, wanted: readonly string[]): void {
  if (ctx.actor.type !== 'key') return;
  const { scopes } = (ctx.actor as Actor & { access: { scopes: ReadonlySet<string> } }).access;
  const more = wanted.filter((scope) => !scopes.has(scope));
  if (more.length > 0) {
    throw new AppError(
      'forbidden',
      'auth.forbidden',
      `A key cannot give away scopes it does not hold: ${more.join(', ')}.`,
    );
  }
}

/** Revokes a key; other isolates stop honouring it within 60 s. A key of another tenant does not exist. */
export async function revokeKey(ctx: Ctx, key_id: string): Promise<void> {
  requirePermission(ctx, 'keys:manage');
  const row = await findKey(ctx.db, key_id);
  if (!row || !mayRevoke(ctx, row)) throw missing('key');
  await batch(ctx.db, [revokeKeyRow(ctx.db, row.tenant_id, key_id, new Date(ctx.now).toISOString())]);
  clearCaches();
}

function mayRevoke(ctx: Ctx, row: { tenant_id: string; project_id: string }): boolean {
  if (ctx.actor.type === 'operator') return true;
  return row.tenant_id === ctx.tenant_id && (ctx.actor.type !== 'key' || row.project_id === ctx.project_id);
}
