/** The permissions of each scope of a key and each role of a person. What is not listed is denied. */
import type { Permission } from '../../base/context.ts';

const READ: readonly Permission[] = ['events:read', 'metrics:read', 'rules:read', 'alerts:read', 'projects:read'];
const VIEWER: readonly Permission[] = [...READ, 'members:read'];
const EDITOR: readonly Permission[] = [...VIEWER, 'events:write', 'rules:write', 'alerts:acknowledge'];
const ADMIN: readonly Permission[] = [
  ...EDITOR,
  'projects:manage',
  'projects:create',
  'projects:archive',
  'keys:read',
  'keys:manage',
  'members:manage',
  'billing:read',
  'audit:read',
  'privacy:manage',
];

/** The roles within a tenant, highest first: no member gives or changes a role above their own. */
export const ROLES = ['owner', 'admin', 'editor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What a person may be to a tenant: a member of some role, or, lowest, a partner, who is assigned to it from outside. */
export const ACCESS_ROLES = [...ROLES, 'partner'] as const;
export type AccessRole = (typeof ACCESS_ROLES)[number];

const ROLE_PERMISSIONS: Record<AccessRole, readonly Permission[]> = {
  owner: [...ADMIN, 'billing:manage', 'tenant:manage'],
  admin: ADMIN,
  editor: EDITOR,
  viewer: VIEWER,
  partner: [...READ, 'alerts:acknowledge'],
};

const SCOPE_PERMISSIONS: Record<string, readonly Permission[]> = {
  'events:write': ['events:write'],
  read: [...READ, 'billing:read'],
  manage: ['rules:write', 'alerts:acknowledge', 'projects:manage', 'keys:read', 'keys:manage', 'privacy:manage'],
};

/** The permissions of a key's scopes. */
export function permissionsOfScopes(scopes: Iterable<string>): ReadonlySet<Permission> {
  return new Set([...scopes].flatMap((scope) => SCOPE_PERMISSIONS[scope] ?? []));
}

/** The permissions of a person's role, or of a partner. */
export function permissionsOfRole(role: string): ReadonlySet<Permission> {
  return new Set(ROLE_PERMISSIONS[role as AccessRole] ?? []);
}

/** Whether `role` ranks above `other`. */
export function isAbove(role: AccessRole, other: AccessRole): boolean {
  return ACCESS_ROLES.indexOf(role) < ACCESS_ROLES.indexOf(other);
}
