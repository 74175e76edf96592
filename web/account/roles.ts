/** Roles in words. What they may do is decided by the server; this says it. */
import type { Role } from '../client.ts';

export const ROLES: { value: Role; label: string; detail: string }[] = [
  { value: 'owner', label: 'Owner', detail: 'Everything, including billing and the workspace itself.' },
  { value: 'admin', label: 'Admin', detail: 'Manages projects, keys and people, and reads the audit log.' },
  { value: 'editor', label: 'Editor', detail: 'Sees all numbers, changes rules, handles alerts and sends events.' },
  { value: 'viewer', label: 'Viewer', detail: 'Sees all numbers and alerts, changes nothing.' },
];

/** The name of a role. */
export function roleName(role: string): string {
  if (role === 'partner') return 'Partner';
  return ROLES.find(({ value }) => value === role)?.label ?? role;
}

/** The roles that someone of `role` may give, and whose holders they may change: none above their own. */
export function rolesUpTo(role: Role | null): typeof ROLES {
  const at = ROLES.findIndex(({ value }) => value === role);
  return at < 0 ? [] : ROLES.slice(at);
}
