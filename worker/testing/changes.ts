/** What each operation that changes something leaves in the audit log. One without a row fails the tests. */
import { Authenticator } from './authenticator.ts';
import { type Caller, knock, nobody, type Operation, operator, permitted, type World } from './contract.ts';
import { EXPECTATIONS } from './expectations.ts';
import { addPhone, codeFor, freshNumber } from './fakes/phones.ts';
import { Browser, codeOf, freshEmail, newOwner, newPerson, PASSWORD, tokenFor, withTwoFactor } from './person.ts';
import { operate, type Reply } from './seed.ts';

/** A change that went well: its reply, in whose log its entry must be, and what no log may hold. */
export interface Done {
  reply: Reply;
  tenant_id: string;
  secrets?: string[];
}

export type Change =
  | { leaves: string; make: (world: World, operation: Operation) => Promise<Done> }
  | { exempt: string };

/** The operation as the harness calls it, by the first caller who may. */
const asExpected = async (world: World, operation: Operation): Promise<Done> => {
  const expectation = EXPECTATIONS[operation.id]!;
  const [[, caller]] = permitted(expectation, world) as [[string, Caller]];
  const reply = await knock(operation, await expectation.request(world), caller);
  return { reply, tenant_id: world.tenant_id, secrets: [reply.body?.key].filter((key) => /^[sp]k_/.test(key)) };
};

const leaves = (action: string, make: (world: World, operation: Operation) => Promise<Done> = asExpected): Change => ({
  leaves: action,
  make,
});

type Owner = Awaited<ReturnType<typeof newOwner>>;

/** A change by an owner to their own account. */
const byOwner = (action: string, act: (owner: Owner) => Promise<Reply>, secrets: string[] = []): Change =>
  leaves(action, async () => {
    const owner = await newOwner();
    return { reply: await act(owner), tenant_id: owner.tenant_id, secrets: [PASSWORD, ...secrets] };
  });

const signInTo = (email: string, browser = new Browser()) =>
  browser.call('POST', '/v1/auth/sign-in', { email, password: PASSWORD }).then((reply) => ({ browser, reply }));

/** An owner with a passkey. */
async function withPasskey() {
  const owner = await newOwner();
  const key = new Authenticator();
  const { body } = await owner.call('POST', '/v1/auth/passkeys/begin');
  const reply = await owner.call('POST', '/v1/auth/passkeys', { name: 'Key', response: key.create(body) });
  return { owner, key, reply, path: `/v1/auth/passkeys/${reply.body.id}` };
}

const passkeys: Record<string, Change> = {
  addPasskey: leaves('user.passkey_added', async () => {
    const { owner, reply } = await withPasskey();
    return { reply, tenant_id: owner.tenant_id };
  }),
  changePasskey: leaves('user.passkey_renamed', async () => {
    const { owner, path } = await withPasskey();
    return { reply: await owner.call('PATCH', path, { name: 'Other' }), tenant_id: owner.tenant_id };
  }),
  removePasskey: leaves('user.passkey_removed', async () => {
    const { owner, path } = await withPasskey();
    return { reply: await owner.call('DELETE', path), tenant_id: owner.tenant_id };
  }),
  signInWithPasskey: leaves('session.opened', async () => {
    const { owner, key } = await withPasskey();
    const browser = new Browser();
    const { body } = await browser.call('POST', '/v1/auth/passkeys/ask');
    const reply = await browser.call('POST', '/v1/auth/passkeys/sign-in', { passkey: key.get(body) });
    return { reply, tenant_id: owner.tenant_id };
  }),
  beginPasskey: { exempt: 'changes nothing: the options of a passkey that is not made yet' },
  askForPasskey: { exempt: 'changes nothing: what a sign-in is asked to sign' },
};

const NEW_PASSWORD = 'quite another password';

const account: Record<string, Change> = {
  signIn: byOwner('session.opened', async ({ email }) => (await signInTo(email)).reply),
  signOut: byOwner('session.closed', (owner) => owner.call('POST', '/v1/auth/sign-out')),
  verifySecondStep: leaves('session.opened', async () => {
    const { person, otpauth_uri, recovery_codes } = await withTwoFactor(await newOwner());
    const { browser } = await signInTo(person.email);
    const reply = await browser.call('POST', '/v1/auth/two-factor/verify', { code: codeOf(otpauth_uri) });
    return { reply, tenant_id: person.tenant_id, secrets: [...recovery_codes, otpauth_uri] };
  }),
  changeProfile: byOwner('user.changed', (owner) => owner.call('PATCH', '/v1/auth/profile', { name: 'Another' })),
  changePassword: byOwner(
    'user.password_changed',
    (owner) => owner.call('POST', '/v1/auth/password', { current_password: PASSWORD, password: NEW_PASSWORD }),
    [NEW_PASSWORD],
  ),
  resetPassword: leaves('user.password_reset', async () => {
    const { email, tenant_id } = await newOwner();
    await new Browser().call('POST', '/v1/auth/password/request-reset', { email });
    const token = await tokenFor(email, 2);
    const reply = await new Browser().call('POST', '/v1/auth/password/reset', { token, password: NEW_PASSWORD });
    return { reply, tenant_id, secrets: [token, NEW_PASSWORD] };
  }),
  revokeSession: byOwner('session.revoked', async (owner) => {
    await signInTo(owner.email);
    const { data } = (await owner.call('GET', '/v1/auth/sessions')).body;
    return await owner.call('DELETE', `/v1/auth/sessions/${data[0].id}`);
  }),
  revokeOtherSessions: byOwner('session.revoked', async (owner) => {
    await signInTo(owner.email);
    return await owner.call('DELETE', '/v1/auth/sessions');
  }),
  switchTenant: byOwner('session.entered', async (owner) => {
    await owner.call('POST', '/v1/onboarding', { business_name: 'Second', industry: 'saas', timezone: 'UTC' });
    return await owner.call('POST', '/v1/auth/tenant', { tenant_id: owner.tenant_id });
  }),
  enableTwoFactor: leaves('user.two_factor_begun', async () => {
    const owner = await newOwner();
    const reply = await owner.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD });
    const { otpauth_uri, recovery_codes } = reply.body;
    return { reply, tenant_id: owner.tenant_id, secrets: [otpauth_uri, ...recovery_codes] };
  }),
  confirmTwoFactor: byOwner('user.two_factor_on', async (owner) => {
    const setup = await owner.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD });
    return await owner.call('POST', '/v1/auth/two-factor/confirm', { code: codeOf(setup.body.otpauth_uri) });
  }),
  renewRecoveryCodes: leaves('user.recovery_codes_renewed', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newOwner());
    const proof = { password: PASSWORD, code: codeOf(otpauth_uri) };
    const reply = await person.call('POST', '/v1/auth/two-factor/recovery-codes', proof);
    return { reply, tenant_id: person.tenant_id, secrets: reply.body.recovery_codes };
  }),
  disableTwoFactor: byOwner('user.two_factor_off', async (owner) => {
    const { otpauth_uri } = await withTwoFactor(owner);
    const proof = { password: PASSWORD, code: codeOf(otpauth_uri) };
    return await owner.call('POST', '/v1/auth/two-factor/disable', proof);
  }),
};

const acceptInvitation = leaves('invitation.accepted', async ({ people, tenant_id }) => {
  const email = freshEmail();
  await people.owner.call('POST', '/v1/members/invitations', { email, role: 'viewer' });
  const token = await tokenFor(email);
  const body = { token, name: 'New', password: NEW_PASSWORD };
  const reply = await nobody('POST', '/v1/invitations/accept', body);
  return { reply, tenant_id, secrets: [token, NEW_PASSWORD] };
});

const onboard = leaves('tenant.created', async () => {
  const person = await newPerson();
  const answers = { business_name: 'Third', industry: 'saas', timezone: 'UTC' };
  const reply = await person.call('POST', '/v1/onboarding', answers);
  return { reply, tenant_id: reply.body.tenant.id, secrets: [reply.body.key.key] };
});

const restoreProject = leaves('project.restored', async ({ people, project_id, tenant_id }) => {
  await people.owner.call('POST', `/v1/projects/${project_id}/archive`);
  return { reply: await people.owner.call('POST', `/v1/projects/${project_id}/restore`), tenant_id };
});

const createTenant = leaves('tenant.created', async (world, operation) => {
  const reply = await knock(operation, await EXPECTATIONS.createTenant!.request(world), operator);
  return { reply, tenant_id: reply.body.id };
});

const changeTenant = leaves('tenant.changed', async ({ tenant_id }) => ({
  reply: await operate('PATCH', `/v1/admin/tenants/${tenant_id}`, { plan: 'growth' }),
  tenant_id,
}));

const SENT_AGAIN = 'sends a message again; what its work changes is recorded by that work';
const OPERATORS = 'of no tenant: every call of an operator is in the operators’ own log';
const READERS = 'a reader’s own choice, made without signing in';
const PERSONS = 'a person’s own list, of no concern to the workspace';
const NOBODYS = 'nobody has a workspace yet, so there is no log; the first entry is of the one they make or join';

export const CHANGES: Readonly<Record<string, Change>> = {
  appendEvents: { exempt: 'data, not settings: each ledger is a hash chain of its own' },
  signUp: { exempt: NOBODYS },
  resendConfirmation: { exempt: NOBODYS },
  confirmEmail: { exempt: NOBODYS },
  reauthenticate: { exempt: 'changes nothing but when this session was last proved' },
  requestPasswordReset: { exempt: 'asked by anyone, changes nothing; what follows from the link is recorded' },
  startProvider: { exempt: 'changes nothing; the session that the provider’s reply opens is recorded' },

  addProject: leaves('project.created'),
  changeProject: leaves('project.changed'),
  archiveProject: leaves('project.archived'),
  restoreProject,
  issueKey: leaves('key.issued'),
  changeKey: leaves('key.changed'),
  rotateKey: leaves('key.rotated'),
  revokeKey: leaves('key.revoked'),

  deleteWorkspace: leaves('tenant.deletion_scheduled'),
  restoreWorkspace: leaves('tenant.deletion_canceled', async ({ people, tenant_id }) => {
    await people.owner.call('DELETE', '/v1/workspace', { name: 'Test' });
    return { reply: await people.owner.call('POST', '/v1/workspace/restore'), tenant_id };
  }),
  deleteAccount: leaves('tenant.deletion_scheduled', async () => {
    const owner = await newOwner();
    const reply = await owner.call('DELETE', '/v1/auth/account', { email: owner.email });
    return { reply, tenant_id: owner.tenant_id, secrets: [await tokenFor(owner.email, 2)] };
  }),
  restoreAccount: leaves('tenant.deletion_canceled', async () => {
    const owner = await newOwner();
    await owner.call('DELETE', '/v1/auth/account', { email: owner.email });
    const token = await tokenFor(owner.email, 2);
    const reply = await new Browser().call('POST', '/v1/auth/account/restore', { token });
    return { reply, tenant_id: owner.tenant_id, secrets: [token] };
  }),

  changeRole: leaves('member.role_changed'),
  removeMember: leaves('member.removed'),
  leaveTenant: leaves('member.removed'),
  invite: leaves('invitation.sent'),
  resendInvitation: leaves('invitation.resent'),
  revokeInvitation: leaves('invitation.revoked'),
  acceptInvitation,
  removePartner: leaves('partner.removed'),
  assignPartner: leaves('partner.assigned'),
  unassignPartner: leaves('partner.removed'),
  onboard,

  readInvitation: { exempt: 'changes nothing: a POST so that the token is in no address' },

  changeNotificationPreferences: { exempt: PERSONS },
  changeNotificationSettings: leaves('notification_settings.changed'),
  addChannel: leaves('channel.added'),
  changeChannel: leaves('channel.changed'),
  removeChannel: leaves('channel.removed'),
  confirmChannel: leaves('channel.confirmed', async (world) => {
    const { owner } = world.people;
    const { id } = (await addPhone(owner, freshNumber())).body;
    const code = await codeFor(world, id);
    return { reply: await owner.call('POST', `/v1/channels/${id}/confirm`, { code }), tenant_id: world.tenant_id };
  }),
  takeWhatsAppEvent: { exempt: 'WhatsApp’s report, not a person’s act: buttons leave the entries of their acts' },
  testChannel: { exempt: 'changes nothing: sends a message, which the delivery log has' },
  replayDelivery: leaves('delivery.replayed'),
  replayDeliveries: leaves('delivery.replayed'),
  unsubscribe: { exempt: READERS },
  confirmRecipient: { exempt: READERS },
  takeResendEvent: { exempt: 'said by the mail service; the delivery log has it' },
  readNotification: { exempt: PERSONS },
  unreadNotification: { exempt: PERSONS },
  readAllNotifications: { exempt: PERSONS },

  makeReport: leaves('report.made'),
  shareReport: leaves('report.shared'),
  endReportLink: leaves('report.link_ended'),
  readSharedReport: { exempt: 'changes nothing: a POST so that the token is in no address' },

  createRule: leaves('rule.created'),
  changeRule: leaves('rule.changed'),
  deleteRule: leaves('rule.deleted'),
  runRule: leaves('rule.run'),
  previewRule: { exempt: 'changes nothing: a rule is tried on the past' },
  acknowledgeAlert: leaves('alert.acknowledged'),
  resolveAlert: leaves('alert.resolved'),
  snoozeAlert: leaves('alert.snoozed'),
  markFalsePositive: leaves('alert.marked_false_positive'),

  requestExport: leaves('export.requested'),
  deleteExport: leaves('export.deleted'),
  requestErasure: leaves('erasure.requested'),

  ...account,
  ...passkeys,

  issueOperatorToken: { exempt: OPERATORS },
  revokeOperatorToken: { exempt: OPERATORS },
  putOperator: { exempt: OPERATORS },
  removeOperator: { exempt: OPERATORS },
  createTenant,
  changeTenant,
  createProject: leaves('project.created'),
  putOwner: leaves('owner.put'),
  issueKeyAsOperator: leaves('key.issued'),
  revokeKeyAsOperator: leaves('key.revoked'),
  reconcileProject: leaves('project.reconciled'),
  rebuildCustomers: leaves('project.customers_rebuilt'),
  repairRow: leaves('row.repaired'),
  discardRow: leaves('row.discarded'),
  checkRows: { exempt: 'changes nothing of a tenant: lists what cannot be read' },
  replayDeadLetter: { exempt: SENT_AGAIN },
  replayDeadLetters: { exempt: SENT_AGAIN },
};
