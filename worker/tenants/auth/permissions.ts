/** Which permissions a scope of a key and a role of a person stand for. What is not listed is denied. */
import type { Permission } from '../../base/context.ts';

const SCOPE_PERMISSIONS: Record<string, readonly Permission[]> = {
  'events:write': ['events:write'],
  read: ['events:read', 'metrics:read'],
  manage: ['keys:manage', 'projects:manage'],
};

const ROLE_PERMISSIONS: Record<string, readonly Permission[]> = {
  owner: ['events:write', 'events:read', 'metrics:read', 'keys:manage', 'projects:manage'],
};

/** The permissions of a key's scopes. */
export function permissionsOfScopes(scopes: Iterable<string>): ReadonlySet<Permission> {
  return new Set([...scopes].flatMap((scope) => SCOPE_PERMISSIONS[scope] ?? []));
}

/** The permissions of a person's role. */
export function permissionsOfRole(role: string): ReadonlySet<Permission> {
  return new Set(ROLE_PERMISSIONS[role] ?? []);
}
