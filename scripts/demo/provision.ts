/** Gives a tenant its owner and a project its keys; shared by `seed` and the demo. */
import { randomBytes } from 'node:crypto';
import type { Admin, Project, Tenant } from './admin.ts';

export interface Owner {
  email: string;
  password: string;
}

export interface ProjectAccess {
  project: Project;
  secret_key: string;
  publishable_key: string;
}

/** Keys of one name leave those of the other alone: a restart does not revoke what `npm run seed` printed. */
export type KeyName = 'seed' | 'npm start';

/** Creates or resets the tenant's owner with a new password. */
export async function provisionOwner(admin: Admin, tenant: Tenant): Promise<Owner> {
  const owner = { email: `owner@${tenant.slug}.example`, name: `${tenant.name} owner` };
  for (let tries = 1; ; tries++) {
    const password = randomBytes(12).toString('base64url');
    try {
      const { email } = await admin.putOwner(tenant.id, { ...owner, password });
      return { email, password };
    } catch (error) {
      // One good password in a thousand is taken for a common one (docs/accounts.md).
      if (tries === 3 || !String(error).includes('auth.weak_password')) throw error;
    }
  }
}

/** Issues the two keys of a project, which revokes those issued under the same name before. */
export async function provisionKeys(admin: Admin, project: Project, name: KeyName): Promise<ProjectAccess> {
  const [secret, publishable] = await Promise.all([
    admin.createKey(project.id, { name, kind: 'secret', scopes: ['events:write', 'read', 'manage'], replace: true }),
    admin.createKey(project.id, { name, kind: 'publishable', scopes: ['events:write'], replace: true }),
  ]);
  return { project, secret_key: secret.key, publishable_key: publishable.key };
}
