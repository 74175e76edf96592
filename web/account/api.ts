/** Typed client of accounts, teams, projects, keys and the audit log, apart from what the Overview needs. */
import type { AuditEntry, AuditVerdict } from '../../worker/tenants/audit/schema.ts';
import type { TwoFactorSetup } from '../../worker/tenants/auth/schema.ts';
import type { ApiKey, NewApiKey } from '../../worker/tenants/keys/schema.ts';
import type {
  Invitation,
  InvitationResult,
  InvitationView,
  Member,
  Partner,
} from '../../worker/tenants/members/schema.ts';
import type { Onboarding } from '../../worker/tenants/onboarding/schema.ts';
import type { Project } from '../../worker/tenants/orgs/schema.ts';
import './error-words.ts';
import { api, call, type Industry, type Page, type Role } from '../base/api/client.ts';

export type {
  ApiKey,
  AuditEntry,
  AuditVerdict,
  Invitation,
  InvitationView,
  Member,
  NewApiKey,
  Partner,
  Project,
  TwoFactorSetup,
};

export interface ProjectFields {
  name: string;
  timezone: string;
  currency: string;
  industry: Industry;
}

export interface KeyFields {
  name: string;
  kind: 'secret' | 'publishable';
  scopes?: string[];
  origins?: string[];
}

export interface SignedInDevice {
  id: string;
  created_at: string;
  ip_address: string | null;
  user_agent: string | null;
  current: boolean;
}

/** Another service that people may sign in with. */
export interface Provider {
  id: string;
  name: string;
}

const post = <T = void>(path: string, body: unknown = {}, project?: string) =>
  call<T>(path, { method: 'POST', body, project });
const patch = <T = void>(path: string, body: unknown, project?: string) =>
  call<T>(path, { method: 'PATCH', body, project });
const remove = (path: string, project?: string) => call<void>(path, { method: 'DELETE', project });
const page = (cursor: string | null, filter = '') => {
  const query = new URLSearchParams(filter);
  if (cursor) query.set('cursor', cursor);
  return query.size > 0 ? `?${query}` : '';
};

/** Sign-up and all that a person does with their own account. */
export const account = {
  signUp: (fields: { email: string; name: string; password: string; locale: string }) =>
    post<{ sign_up_id: string }>('/v1/auth/sign-up', fields),
  resendConfirmation: (sign_up_id: string) => post('/v1/auth/email/send', { sign_up_id }),
  confirmEmail: (token: string, password?: string) => post('/v1/auth/email/confirm', { token, password }),
  providers: (signal?: AbortSignal) => call<{ data: Provider[] }>('/v1/auth/providers', { signal }),
  startProvider: (id: string, next: string) => post<{ url: string }>(`/v1/auth/oidc/${id}`, { next }),
  requestReset: (email: string) => post('/v1/auth/password/request-reset', { email }),
  resetPassword: (token: string, password: string) => post('/v1/auth/password/reset', { token, password }),
  changePassword: (current_password: string, password: string) =>
    post('/v1/auth/password', { current_password, password }),
  rename: (name: string) => api.changeProfile({ name }),
  verifyTwoFactor: (proof: { code: string } | { recovery_code: string }) => post('/v1/auth/two-factor/verify', proof),
  enableTwoFactor: (password: string) => post<TwoFactorSetup>('/v1/auth/two-factor/enable', { password }),
  confirmTwoFactor: (code: string) => post('/v1/auth/two-factor/confirm', { code }),
  renewRecoveryCodes: (password: string) =>
    post<{ recovery_codes: string[] }>('/v1/auth/two-factor/recovery-codes', { password }),
  disableTwoFactor: (password: string) => post('/v1/auth/two-factor/disable', { password }),
  devices: (signal?: AbortSignal) => call<Page<SignedInDevice>>('/v1/auth/sessions', { signal }),
  endDevice: (id: string) => remove(`/v1/auth/sessions/${id}`),
  endOtherDevices: () => remove('/v1/auth/sessions'),
  onboard: ({ name, ...places }: ProjectFields) =>
    post<Onboarding>('/v1/onboarding', { business_name: name, ...places }),
  invitation: (token: string, signal?: AbortSignal) =>
    call<InvitationView>(`/v1/invitations/${encodeURIComponent(token)}`, { signal }),
  accept: (token: string, person: { name: string; password: string } | Record<string, never>) =>
    post(`/v1/invitations/${encodeURIComponent(token)}/accept`, person),
};

/** Invitations that wait for an answer. Pages of which nothing is open are passed over. */
async function openInvitations(cursor: string | null, signal?: AbortSignal): Promise<Page<Invitation>> {
  const { data, next_cursor } = await call<Page<Invitation>>(`/v1/members/invitations${page(cursor)}`, { signal });
  const open = data.filter(({ status }) => status === 'pending' || status === 'expired');
  return open.length === 0 && next_cursor ? openInvitations(next_cursor, signal) : { data: open, next_cursor };
}

/** The people of a tenant and those who are invited. */
export const team = {
  members: (cursor: string | null, signal?: AbortSignal) =>
    call<Page<Member>>(`/v1/members${page(cursor)}`, { signal }),
  /** People from outside who may look at the workspace. */
  partners: (cursor: string | null, signal?: AbortSignal) =>
    call<Page<Partner>>(`/v1/partners${page(cursor)}`, { signal }),
  removePartner: (user: string) => remove(`/v1/partners/${user}`),
  changeRole: (user: string, role: Role) => patch(`/v1/members/${user}`, { role }),
  remove: (user: string) => remove(`/v1/members/${user}`),
  leave: () => post('/v1/members/leave'),
  invitations: openInvitations,
  invite: (invitations: { email: string; role: Role }[]) =>
    post<{ results: InvitationResult[] }>('/v1/members/invitations', { invitations }),
  resend: (id: string) => post(`/v1/members/invitations/${id}/resend`),
  revoke: (id: string) => remove(`/v1/members/invitations/${id}`),
};

/** Projects, and the keys of one of them. */
export const projects = {
  /** Those in use and the archived ones. */
  list: (cursor: string | null, signal?: AbortSignal) =>
    call<Page<Project>>(`/v1/projects${page(cursor, 'status=all')}`, { signal }),
  create: (fields: ProjectFields) => post('/v1/projects', fields),
  change: (id: string, fields: Partial<ProjectFields>) => patch(`/v1/projects/${id}`, fields),
  archive: (id: string) => post(`/v1/projects/${id}/archive`),
  restore: (id: string) => post(`/v1/projects/${id}/restore`),
  keys: (project: string, cursor: string | null, signal?: AbortSignal) =>
    call<Page<ApiKey>>(`/v1/keys${page(cursor)}`, { project, signal }),
  createKey: (project: string, fields: KeyFields) => post<NewApiKey>('/v1/keys', fields, project),
  renameKey: (project: string, id: string, name: string) => patch(`/v1/keys/${id}`, { name }, project),
  rotateKey: (project: string, id: string, overlap_minutes: number) =>
    post<NewApiKey>(`/v1/keys/${id}/rotate`, { overlap_minutes }, project),
  revokeKey: (project: string, id: string) => remove(`/v1/keys/${id}`, project),
};

/** Who did what. */
export const audit = {
  entries: (filter: string, cursor: string | null, signal?: AbortSignal) =>
    call<Page<AuditEntry>>(`/v1/audit${page(cursor, filter)}`, { signal }),
  verify: () => call<AuditVerdict>('/v1/audit/verify'),
};
