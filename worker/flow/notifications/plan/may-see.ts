/** Pure: who of a workspace may be told of its projects. */
import { permissionsOfRole, type Role } from '../../../tenants/auth/index.ts';

export function maySee({ role }: { role: Role }): boolean {
  return permissionsOfRole(role).has('alerts:read');
}
