/** Gives a tenant its owner and a project its keys; shared by `seed` and the demo. */
import { randomBytes } from 'node:crypto';
import type { Admin, Project, ProjectSettings, Tenant } from './admin.ts';

export interface Owner {
  email: string;
  password: string;
}

export interface ProjectAccess {
  project: Project;
  secret_key: string;
  publishable_key: string;
}

/** Creates or resets the tenant's owner with a new password. */
export async function provisionOwner(admin: Admin, tenant: Tenant): Promise<Owner> {
  const password = randomBytes(12).toString('base64url');
  const { email } = await admin.putOwner(tenant.id, {
    email: `owner@${tenant.slug}.example`,
    name: `${tenant.name} owner`,
    password,
  });
  return { email, password };
}

/** Creates the project if needed and issues its two keys, which revokes those of an earlier run. */
export async function provisionProject(
  admin: Admin,
  tenantId: string,
  settings: { key: string } & Partial<ProjectSettings>,
): Promise<ProjectAccess> {
  const project = await admin.createProject(tenantId, settings);
  const [secret, publishable] = await Promise.all([
    admin.createKey(project.id, {
      name: 'seed',
      kind: 'secret',
      scopes: ['events:write', 'read', 'manage'],
      replace: true,
    }),
    admin.createKey(project.id, { name: 'seed', kind: 'publishable', scopes: ['events:write'], replace: true }),
  ]);
  return { project, secret_key: secret.key, publishable_key: publishable.key };
}
