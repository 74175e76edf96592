/** What is expected of every route, one row an operation of the OpenAPI document. A route without a row fails the tests. */
import { env } from 'cloudflare:workers';
import type { Permission } from '../base/context.ts';
import { openDb } from '../base/db.ts';
import { newId } from '../base/ids.ts';
import { newFact } from '../facts.ts';
import { linkToken, type Purpose } from '../flow/notifications/unsubscribe/token.ts';
import { recordDeadLetter } from '../surfaces/operations/index.ts';
import type { Call, Expectation, World } from './contract.ts';
import { firing, judgeAll } from './judgements.ts';
import { settled, tell } from './notifications.ts';
import { operate, payment, seedPerson } from './seed.ts';

type Build = Expectation['request'];

const nothing: Build = () => ({});
const anyone = (build: Build = nothing, expected_status?: number): Expectation => ({
  audience: 'anyone',
  request: build,
  expected_status,
});
const session = (build: Build = nothing, expected_status?: number): Expectation => ({
  audience: 'session',
  request: build,
  expected_status,
});
const operator = (build: Build = nothing): Expectation => ({ audience: 'operator', request: build });
/** For people; `needs` null where any member may. */
const people = (needs: Permission | null, build: Build = nothing): Expectation => ({
  audience: 'people',
  needs: needs ?? undefined,
  request: build,
});
/** For people and keys alike. */
const all = (
  needs: Permission | readonly Permission[],
  build: Build = nothing,
  expected_status?: number,
): Expectation => {
  return { audience: 'all', needs, request: build, expected_status };
};

const project: Build = (world) => ({ params: { id: world.project_id } });
const tenant: Build = (world) => ({ params: { id: world.tenant_id } });
const key: Build = (world) => ({ params: { id: world.spare_key_id } });
const body = (build: Build, content: unknown): Build => {
  return async (world) => ({ ...(await build(world)), body: content });
};
const days = 'from=2026-01-01&to=2026-01-02';
const email = () => `${crypto.randomUUID()}@example.com`;

/** Something that the world's owner makes first, named by its id. */
const made = (path: string, content?: () => unknown): Build => {
  return async ({ people: { owner } }: World): Promise<Call> => {
    const reply = await owner.call('POST', path, content?.());
    return { params: { id: reply.body.id } };
  };
};
const invitation = made('/v1/members/invitations', () => ({ email: email(), role: 'viewer' }));
/** A key's own export: it sees no others, while people see all of the tenant's. */
const anExport: Build = async (world) => ({ params: { id: (await world.call('POST', '/v1/exports')).body.id } });
const alert: Build = async (world) => {
  const [raised] = await judgeAll(world, [firing(world)]);
  return { params: { id: raised!.alert_id! } };
};
const channel = made('/v1/channels', () => ({ kind: 'email', address: email() }));
/** A channel whose recipient has agreed. */
const activeChannel: Build = async (world) => {
  const made = await channel(world);
  await env.DB.prepare("UPDATE channels SET state = 'active' WHERE id = ?").bind(made.params!.id!).run();
  return made;
};
/** A message that was given up. */
const delivery: Build = async (world) => {
  // To somebody new, and critical: what comes to one person in a row is held and sent together.
  const { user_id } = await seedPerson(world, 'viewer');
  const { source_id } = await tell(world, { user_ids: [user_id], severity: 'critical' });
  const [row] = await settled(world, 1, source_id);
  await env.DB.prepare("UPDATE deliveries SET state = 'dead' WHERE id = ?").bind(row!.id).run();
  return { params: { id: row!.id } };
};
/** A link from a mail to a recipient beside the members. */
const link =
  (purpose: Purpose): Build =>
  async (world) => {
    const { id } = (await channel(world)).params!;
    const { tenant_id, project_id } = world;
    return { params: { token: linkToken(env, purpose, { tenant_id, project_id, recipient: id! }) } };
  };
/** What the world's owner was told. */
const notification: Build = async ({ tenant_id, project_id, people: { owner } }) => {
  await tell({ tenant_id, project_id }, { user_ids: [owner.user_id] });
  return { params: { id: (await owner.call('GET', '/v1/notifications')).body.data[0].id } };
};
const erasure = made('/v1/privacy/erasures', () => ({ actor_id: 'nobody-in-particular' }));
const rule = made('/v1/rules', () => ({ name: 'r', type: 'schedule', schedule: '0 8 * * *' }));
const report = made('/v1/reports', () => ({ kind: 'daily' }));
const reportLink: Build = async (world) => {
  const { id } = (await report(world)).params!;
  const link = await world.people.owner.call('POST', `/v1/reports/${id}/links`, {});
  return { params: { id: id!, link_id: link.body.id } };
};
const member: Build = (world) => ({ params: { user_id: world.bystander.user_id } });
/** A partner that makes no calls. */
const partner: Build = async ({ tenant_id, bystander: { email, user_id } }) => {
  await operate('PUT', `/v1/admin/tenants/${tenant_id}/partners`, { email });
  return { params: { user_id } };
};
/** Work that was given up, of this world. */
const deadLetter: Build = async ({ tenant_id }) => {
  const job = { db: openDb(env.DB), now: Date.now(), log: () => {} };
  await recordDeadLetter(job, 'pipeline', { type: 'unknown', tenant_id });
  const { data } = (await operate('GET', '/v1/admin/dead-letters')).body;
  return { params: { id: data.find((letter: { tenant_id: string }) => letter.tenant_id === tenant_id).id } };
};
/** A fact of this world that nothing could use. */
const quarantined: Build = async ({ tenant_id, project_id }) => {
  const fact = newFact('rules.changed', { tenant_id, project_id });
  await env.DB.prepare(
    "INSERT INTO quarantine (id, tenant_id, project_id, source, row_id, reason, body, created_at) VALUES (?1, ?2, ?3, 'outbox', ?1, 'x', '{', ?4)",
  )
    .bind(fact.id, tenant_id, project_id, new Date().toISOString())
    .run();
  return { params: { id: fact.id }, body: { value: fact } };
};
/** A token that nobody holds. */
const operatorToken: Build = async () => {
  const [id, now] = [newId('otk'), new Date().toISOString()];
  await env.DB.prepare('INSERT INTO operator_tokens VALUES (?1, ?1, ?1, ?1, ?1, ?2, ?2)').bind(id, now).run();
  return { params: { id } };
};
const wrong = 'not the password';

export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  readHealth: anyone(),
  readSigningKeys: anyone(),
  readSecurityContact: anyone(),
  readHeadFile: anyone(() => ({ params: { file: '2020-01-01.json' } }), 404),

  appendEvents: all('events:write', () => ({ body: payment() })),
  listEvents: all('events:read'),
  readEvent: all('events:read', async (world) => {
    const sent = await world.call('POST', '/v1/events', payment());
    return { params: { id: sent.body.results[0].event_id } };
  }),
  listUnansweredEvents: all('events:read'),
  readEventChain: all('events:read'),
  listHeads: all('events:read'),
  listMetrics: all('metrics:read'),
  readMetric: all('metrics:read', () => ({ params: { metric: 'revenue' }, query: days })),
  listReconciliations: all('metrics:read'),
  readKpis: all('metrics:read'),
  explainMetric: all('metrics:read', () => ({ query: `metric=net_revenue&${days}` })),

  listReports: all(['metrics:read', 'alerts:read']),
  makeReport: all(['metrics:read', 'alerts:read', 'rules:write'], () => ({ body: { kind: 'daily' } })),
  readReport: all(['metrics:read', 'alerts:read'], report),

  shareReport: all('projects:manage', body(report, { days: 2 })),
  listReportLinks: all('projects:manage', report),
  endReportLink: all('projects:manage', reportLink),
  readSharedReport: anyone(async (world) => {
    const { id } = (await report(world)).params!;
    const { url } = (await world.people.owner.call('POST', `/v1/reports/${id}/links`, {})).body;
    return { body: { token: url.split('#token=')[1] } };
  }),

  listRules: all('rules:read'),
  createRule: all('rules:write', () => ({
    body: { name: 'r', type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 1 },
  })),
  previewRule: all('rules:read', () => ({
    body: { name: 'r', type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 1 },
  })),
  reportNoise: all('alerts:read'),
  listRuleTemplates: all('rules:read'),
  readRule: all('rules:read', rule),
  changeRule: all('rules:write', body(rule, { name: 'renamed' })),
  deleteRule: all('rules:write', rule),
  runRule: all('rules:write', rule),

  listNotifications: people(null),
  countUnreadNotifications: people(null),
  readNotificationPreferences: people(null),
  changeNotificationPreferences: people(null, () => ({ body: { digest: 'weekly' } })),
  readNotificationSettings: all('projects:manage'),
  changeNotificationSettings: all('projects:manage', () => ({ body: { escalate_after_minutes: 15 } })),
  listChannels: all('alerts:read'),
  addChannel: all('projects:manage', () => ({ body: { kind: 'email', address: email() } })),
  changeChannel: all('projects:manage', body(channel, { severities: ['critical'] })),
  removeChannel: all('projects:manage', channel),
  testChannel: all('projects:manage', activeChannel),
  confirmChannel: {
    ...people(null, () => ({ params: { id: 'chn_none' }, body: { code: '123456' } })),
    expected_status: 404,
  },
  listDeliveries: all('projects:manage'),
  replayDelivery: all('projects:manage', delivery),
  replayDeliveries: all('projects:manage', () => ({ body: { since: '2026-01-01T00:00:00Z' } })),
  showUnsubscribe: anyone(link('unsubscribe')),
  unsubscribe: anyone(link('unsubscribe')),
  showRecipient: anyone(link('confirm')),
  confirmRecipient: anyone(link('confirm')),
  takeResendEvent: anyone(() => ({ body: { type: 'email.bounced', data: { to: [] } } }), 401),
  answerWhatsApp: anyone(() => ({ query: 'hub.mode=subscribe&hub.verify_token=x&hub.challenge=1' }), 401),
  takeWhatsAppEvent: anyone(() => ({ body: { entry: [] } }), 401),
  readNotification: people(null, notification),
  unreadNotification: people(null, notification),
  readAllNotifications: people(null),

  listAlerts: all('alerts:read'),
  countAlerts: all('alerts:read'),
  readAlert: all('alerts:read', alert),
  acknowledgeAlert: all('alerts:acknowledge', alert),
  resolveAlert: all('alerts:acknowledge', alert),
  snoozeAlert: all('alerts:acknowledge', body(alert, { minutes: 5 })),
  markFalsePositive: all('alerts:acknowledge', alert),
  openLive: all('alerts:read', nothing, 426),
  readUsage: all('billing:read'),

  listProjects: all('projects:read'),
  addProject: people('projects:create', () => ({ body: { name: 'Another' } })),
  readProject: all('projects:read', project),
  changeProject: all('projects:manage', body(project, { name: 'Renamed' })),
  archiveProject: people('projects:archive', project),
  restoreProject: people('projects:archive', project),

  issueKey: all('keys:manage', () => ({ body: { name: 'k', scopes: ['manage'] } })),
  listKeys: all('keys:read'),
  changeKey: all('keys:manage', body(key, { name: 'renamed' })),
  rotateKey: all('keys:manage', async (world) => {
    const { id } = (await world.people.owner.call('POST', '/v1/keys', { name: 'old', scopes: ['manage'] })).body;
    return { params: { id }, body: { overlap_minutes: 5 } };
  }),
  revokeKey: all('keys:manage', key),

  listAudit: people('audit:read'),
  exportAudit: people('audit:read'),
  verifyAudit: people('audit:read'),

  readWorkspace: people('projects:read'),
  deleteWorkspace: people('tenant:manage', () => ({ body: { name: 'Test' } })),
  restoreWorkspace: people('tenant:manage'),

  listMembers: all('members:read'),
  changeRole: people('members:manage', body(member, { role: 'editor' })),
  removeMember: people('members:manage', member),
  leaveTenant: people(null),
  invite: people('members:manage', () => ({ body: { email: email(), role: 'viewer' } })),
  listInvitations: people('members:manage'),
  resendInvitation: people('members:manage', invitation),
  revokeInvitation: people('members:manage', invitation),
  readInvitation: anyone(() => ({ body: { token: 'no-such-token' } }), 404),
  acceptInvitation: anyone(() => ({ body: { token: 'no-such-token' } }), 404),
  listPartners: all('members:read'),
  removePartner: people('members:manage', partner),
  onboard: people(null, () => ({ body: { business_name: 'Second', industry: 'saas', timezone: 'UTC' } })),

  requestExport: all(['privacy:manage', 'events:read']),
  listExports: all('privacy:manage'),
  readExport: all(['privacy:manage', 'events:read'], anExport),
  deleteExport: all('privacy:manage', anExport),
  downloadExport: anyone(() => ({ params: { id: 'exp_none' }, query: 'expires=1&signature=x' }), 403),
  requestErasure: all('privacy:manage', () => ({ body: { actor_id: 'nobody-in-particular' } })),
  listErasures: all('privacy:manage'),
  readErasure: all('privacy:manage', erasure),

  signIn: anyone(() => ({ body: { email: email(), password: wrong } }), 401),
  verifySecondStep: anyone(() => ({ body: { code: '123456' } }), 401),
  signOut: anyone(),
  signUp: anyone(() => ({ body: { email: email(), name: 'New', password: 'long enough for this' } })),
  resendConfirmation: anyone(() => ({ body: { sign_up_id: 'none' } })),
  confirmEmail: anyone(() => ({ body: { token: 'none' } }), 409),
  requestPasswordReset: anyone(() => ({ body: { email: email() } })),
  resetPassword: anyone(() => ({ body: { token: 'none', password: 'long enough for this' } }), 409),
  listProviders: anyone(),
  startProvider: anyone(() => ({ params: { provider: 'google' }, body: { next: '/' } }), 404),

  deleteAccount: session(() => ({ body: { email: 'somebody@example.com' } }), 422),
  restoreAccount: session(() => ({ body: {} })),

  readSession: session(),
  changePassword: session(() => ({ body: { current_password: wrong, password: 'long enough for this' } }), 409),
  changeProfile: session(() => ({ body: { name: 'Renamed' } })),
  listSessions: session(),
  revokeOtherSessions: session(),
  revokeSession: session((world) => ({ params: { id: world.people.owner.session_id } })),
  switchTenant: session((world) => ({ body: { tenant_id: world.tenant_id } })),
  enableTwoFactor: session(() => ({ body: { password: wrong } }), 403),
  confirmTwoFactor: session(() => ({ body: { code: '123456' } }), 409),
  renewRecoveryCodes: session(() => ({ body: { password: wrong, code: '123456' } }), 409),
  disableTwoFactor: session(() => ({ body: { password: wrong, code: '123456' } }), 409),
  listProofs: session(),
  listSecurityEvents: session(),
  listPasskeys: session(),
  beginPasskey: session(),
  addPasskey: session(() => ({ body: { name: 'Key', response: { id: 'x', response: {} } } }), 401),
  changePasskey: session(() => ({ params: { id: 'pky_none' }, body: { name: 'Key' } }), 404),
  removePasskey: session(() => ({ params: { id: 'pky_none' } }), 404),
  askForPasskey: anyone(),
  signInWithPasskey: anyone(() => ({ body: { passkey: { id: 'x', response: {} } } }), 401),
  reauthenticate: session(() => ({ body: { password: wrong } }), 409),

  issueOperatorToken: session(() => ({ body: { code: '123456' } }), 403),
  listOperators: operator(),
  putOperator: operator(() => ({ body: { email: email(), role: 'viewer' } })),
  removeOperator: operator(async () => {
    const { id } = (await operate('PUT', '/v1/admin/operators', { email: email(), role: 'viewer' })).body;
    return { params: { id } };
  }),
  revokeOperatorToken: operator(operatorToken),
  listOperatorCalls: operator(),
  listDeletions: operator(),
  createTenant: operator(() => ({ body: { key: newId('ten'), name: 'Made' } })),
  listTenants: operator(),
  changeTenant: operator(body(tenant, { plan: 'internal' })),
  createProject: operator(body(tenant, { name: 'Made' })),
  putOwner: operator(async (world) => ({
    ...(await tenant(world)),
    body: { email: email(), name: 'Owner', password: 'long enough for this' },
  })),
  assignPartner: operator(async (world) => ({
    ...(await tenant(world)),
    body: { email: world.bystander.email },
  })),
  unassignPartner: operator(async (world) => ({
    params: { id: world.tenant_id, ...(await partner(world)).params },
  })),
  listAuditAsOperator: operator(tenant),
  verifyAuditAsOperator: operator(tenant),
  issueKeyAsOperator: operator(body(project, { name: 'k' })),
  revokeKeyAsOperator: operator(key),
  reconcileProject: operator(body(project, { days: 1 })),
  rebuildCustomers: operator(project),
  listReconciliationsAsOperator: operator(project),
  listQuarantine: operator(),
  checkRows: operator(),
  repairRow: operator(quarantined),
  discardRow: operator(async (world) => ({ params: (await quarantined(world)).params })),
  listDeadLetters: operator(),
  replayDeadLetter: operator(deadLetter),
  replayDeadLetters: operator(() => ({ body: { since: new Date().toISOString() } })),
};
