/** Who is signed in, for the dashboard's first call. */
import { findOpenDeletion } from '../../deletions/index.ts';
import { findTenant, listProjects } from '../../orgs/index.ts';
import { permissionsOfRole } from '../permissions.ts';
import type { Session } from '../schema.ts';
import { listMemberships } from '../store.ts';
import type { Visitor } from './authenticate.ts';
import type { LiveSession } from './session-store.ts';

/** A live session with its tenant, what its person may do there, the projects, and the other tenants of the person. */
export async function readSession(visitor: Visitor, session: LiveSession): Promise<Session> {
  const { tenant_id, user_id, role } = session;
  const [tenant, projects, tenants, leaving] = await Promise.all([
    tenant_id === '' ? undefined : findTenant(visitor.db, tenant_id),
    tenant_id === '' ? [] : listProjects(visitor.db, tenant_id),
    listMemberships(visitor.db, user_id),
    tenant_id === '' ? undefined : findOpenDeletion(visitor.db, tenant_id),
  ]);
  const { email, name, locale, email_verified, two_factor_enabled, deletes_at } = session;
  return {
    session_id: session.session_id,
    user: { id: user_id, email, name, locale, email_verified, two_factor_enabled, deletes_at },
    tenant: tenant
      ? { id: tenant.id, name: tenant.name, slug: tenant.slug, deletes_at: leaving?.due_at ?? null }
      : null,
    role,
    permissions: [...permissionsOfRole(role ?? '')],
    tenants,
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
