/** Roles in words. The server decides what they may do; this describes it. */
import { t } from '@lingui/core/macro';
import type { Role } from '../base/api/types.ts';

export interface RoleWords {
  value: Role;
  label: string;
  detail: string;
}

/** All roles, highest first. */
export function roles(): RoleWords[] {
  return [
    { value: 'owner', label: t`Owner`, detail: t`Everything, including billing and the workspace itself.` },
    { value: 'admin', label: t`Admin`, detail: t`Manages projects, keys and people, and reads the audit log.` },
    { value: 'editor', label: t`Editor`, detail: t`Sees all numbers, changes rules, handles alerts and sends events.` },
    { value: 'viewer', label: t`Viewer`, detail: t`Sees all numbers and alerts, changes nothing.` },
  ];
}

/** The name of a role. */
export function roleName(role: string): string {
  if (role === 'partner') return t`Partner`;
  return roles().find(({ value }) => value === role)?.label ?? role;
}

/** The roles that someone of `role` may give, and whose holders they may change: none above their own. */
export function rolesUpTo(role: Role | null): RoleWords[] {
  const all = roles();
  const at = all.findIndex(({ value }) => value === role);
  return at < 0 ? [] : all.slice(at);
}
