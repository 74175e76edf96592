/** Who acts, for whom, when: built once per request, message or alarm and passed explicitly. */
import type { Db } from './db.ts';
import type { Env } from './env.ts';
import { AppError } from './errors.ts';
import type { Log } from './log.ts';

/** What a credential may do. Keys carry scopes, people a role; `can` works for both. */
export interface Actor {
  type: 'key' | 'person' | 'operator' | 'system';
  id: string;
  /** What people know the actor by: an e-mail address, the name of a key. The id where there is none. */
  label?: string;
  /** Permissions held, e.g. `events:write`; `*` for the operator and the system. */
  permissions: ReadonlySet<Permission | '*'>;
  /** When a person last proved who they are; keys and the operator have no session that could be left open. */
  authenticated_at?: string;
}

/** Every permission there is. Roles and scopes are sets of these; what is not listed is denied. */
export const PERMISSIONS = [
  'events:write',
  'events:read',
  'metrics:read',
  'rules:read',
  'rules:write',
  'alerts:read',
  'alerts:acknowledge',
  'projects:read',
  'projects:manage',
  'projects:create',
  'projects:archive',
  'keys:read',
  'keys:manage',
  'members:read',
  'members:manage',
  'billing:read',
  'billing:manage',
  'audit:read',
  'privacy:manage',
  'tenant:manage',
  'admin',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface Ctx {
  env: Env;
  db: Db;
  tenant_id: string;
  project_id?: string;
  actor: Actor;
  /** When the request, message or alarm began, in milliseconds since the epoch. */
  now: number;
  request_id: string;
  log: Log;
  /** Lets work continue after the reply; absent where there is no reply. */
  defer?: (work: Promise<unknown>) => void;
}

/** The first line of a verb: throws `forbidden` unless the actor holds the permission. */
export function requirePermission(ctx: { actor: Actor }, permission: Permission): void {
  if (!ctx.actor.permissions.has(permission) && !ctx.actor.permissions.has('*')) {
    throw new AppError('forbidden', 'auth.forbidden', `This needs the permission ${permission}.`, { permission });
  }
}

/** The project a call is about; `invalid` when the credential belongs to several and none was chosen. */
export function requireProject(ctx: Ctx): string {
  if (!ctx.project_id) {
    throw new AppError('invalid', 'project.required', 'Choose a project with the Signalbox-Project header.');
  }
  return ctx.project_id;
}
