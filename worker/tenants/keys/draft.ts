/** A key about to be made: its row, what it may hold, and why it could not be written. */
import type { Actor, Ctx } from '../../base/context.ts';
import { randomToken, sha256 } from '../../base/crypto.ts';
import { AppError, missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { findProject, refuseArchived } from '../orgs/index.ts';
import { notActive } from './manageable.ts';
import type { KeyRow } from './store.ts';

/** What a key is, apart from its secret. */
type KeyForm = Pick<KeyRow, 'project_id' | 'name' | 'kind' | 'scopes' | 'origins'>;

/** A new key of the ctx's tenant and its row, which holds only the digest. */
export function draftKey(ctx: Ctx, { project_id, name, kind, scopes, origins }: KeyForm): { key: string; row: KeyRow } {
  const key = `${kind === 'secret' ? 'sk' : 'pk'}_${randomToken(32)}`;
  const row: KeyRow = {
    id: newId('key'),
    tenant_id: ctx.tenant_id,
    project_id,
    name,
    kind,
    digest: sha256(key),
    hint: key.slice(-4),
    scopes,
    origins,
    created_at: new Date(ctx.now).toISOString(),
    revoked_at: null,
    last_used_at: null,
    expires_at: null,
    replaced_by: null,
  };
  return { key, row };
}

/** A key may hand on only what it holds itself. */
export function refuseEscalation(ctx: Ctx, wanted: readonly string[]): void {
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

/** Why no key was made: its project is archived or gone, or the key to replace is no longer active. */
export async function refusal(ctx: Ctx, { project_id }: KeyRow): Promise<AppError> {
  const project = await findProject(ctx.db, ctx.tenant_id, project_id);
  if (!project) return missing('project');
  refuseArchived(project);
  return notActive();
}
