/** Who is signed in, for the dashboard's first call. */
import { sha256 } from '../../base/crypto.ts';
import { AppError } from '../../base/errors.ts';
import { findTenant, listProjects } from '../orgs/index.ts';
import type { Visitor } from './authenticate.ts';
import type { Session } from './schema.ts';
import { findSession } from './store.ts';

/** The session of a cookie's token with its tenant and projects; 401 without a live one. */
export async function readSession(visitor: Visitor, token: string | undefined): Promise<Session> {
  const now = new Date(visitor.now).toISOString();
  const session = token ? await findSession(visitor.db, sha256(token), now) : undefined;
  if (!session) throw new AppError('unauthenticated', 'auth.signed_out', 'You are not signed in.');
  const [tenant, projects] = await Promise.all([
    findTenant(visitor.db, session.tenant_id),
    listProjects(visitor.db, session.tenant_id),
  ]);
  return {
    user: { id: session.user_id, email: session.email, name: session.name },
    tenant: { id: tenant!.id, name: tenant!.name, slug: tenant!.slug },
    role: session.role,
    projects: projects.map(({ id, name, timezone, currency, industry, created_at }) => ({
      id,
      name,
      timezone,
      currency,
      industry,
      created_at,
    })),
  };
}
