import { describe, expect, it } from 'vitest';
import { entriesOf, lastEntry, verdictOn } from '../../../testing/audit.ts';
import { Browser, freshEmail, newOwner, PASSWORD, tokenFor } from '../../../testing/person.ts';
import { operate } from '../../../testing/seed.ts';

type Owner = Awaited<ReturnType<typeof newOwner>>;

const signIn = (email: string, browser = new Browser()) =>
  browser.call('POST', '/v1/auth/sign-in', { email, password: PASSWORD });

/** The last entries but those of starter rules, which come by the queue when they come. */
const lastActions = async (tenant_id: string, count: number) =>
  (await entriesOf({ tenant_id }))
    .map(({ action }) => action)
    .filter((action) => action !== 'rule.created')
    .slice(-count);

/** A second workspace of the person, in which their session then is. */
async function secondTenant(owner: Owner): Promise<string> {
  const answers = { business_name: 'Second', industry: 'saas', timezone: 'UTC' };
  return (await owner.call('POST', '/v1/onboarding', answers)).body.tenant.id;
}

describe('what people do with their own account', () => {
  it('is in the log of every workspace of theirs, by one request, with each chain whole', async () => {
    const owner = await newOwner();
    const second = await secondTenant(owner);
    const stranger = await newOwner();
    const others = await entriesOf(stranger);
    const reply = await owner.call('PATCH', '/v1/auth/profile', { name: 'Grace', locale: 'en' });
    for (const tenant_id of [owner.tenant_id, second]) {
      expect(await lastEntry({ tenant_id })).toMatchObject({
        actor_type: 'person',
        actor_id: owner.user_id,
        actor_label: owner.email,
        action: 'user.changed',
        target_id: owner.user_id,
        before: { name: 'Ada' },
        after: { name: 'Grace' },
        request_id: reply.headers.get('x-request-id'),
      });
      expect(await verdictOn({ tenant_id })).toMatchObject({ intact: true });
    }
    const count = (await entriesOf(owner)).length;
    await owner.call('PATCH', '/v1/auth/profile', { name: 'Grace' });
    expect(await entriesOf(owner)).toHaveLength(count);
    expect(await entriesOf(stranger)).toEqual(others);
  });

  it('sessions are in the log of the workspace that they are in, and of no other', async () => {
    const owner = await newOwner();
    const second = await secondTenant(owner);
    const first = await entriesOf(owner);
    const browser = new Browser();
    await signIn(owner.email, browser);
    await browser.call('POST', '/v1/auth/sign-out');
    await browser.call('POST', '/v1/auth/sign-out');
    expect(await lastActions(second, 2)).toEqual(['session.opened', 'session.closed']);
    expect(await entriesOf(owner)).toEqual(first);
  });

  it('moving between workspaces is told in both, and neither learns of the other', async () => {
    const owner = await newOwner();
    const second = await secondTenant(owner);
    await owner.call('POST', '/v1/auth/tenant', { tenant_id: owner.tenant_id });
    await owner.call('POST', '/v1/auth/tenant', { tenant_id: owner.tenant_id });
    await owner.call('POST', '/v1/auth/tenant', { tenant_id: (await newOwner()).tenant_id });
    expect(await lastActions(second, 1)).toEqual(['session.left']);
    expect((await lastActions(owner.tenant_id, 2)).at(-1)).toBe('session.entered');
    expect((await lastActions(owner.tenant_id, 2))[0]).not.toBe('session.entered');
    expect(JSON.stringify(await entriesOf(owner))).not.toContain(second);
    expect(JSON.stringify(await entriesOf({ tenant_id: second }))).not.toContain(owner.tenant_id);
  });

  it('a new password and each session that it ends are told, one that is refused is not', async () => {
    const owner = await newOwner();
    await signIn(owner.email);
    await signIn(owner.email);
    const change = (current_password: string) =>
      owner.call('POST', '/v1/auth/password', { current_password, password: 'quite another password' });
    const before = (await entriesOf(owner)).length;
    expect((await change('wrong')).status).toBe(403);
    expect(await entriesOf(owner)).toHaveLength(before);
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await entriesOf(owner)).slice(before).map(({ action }) => action)).toEqual([
      'user.password_changed',
      'session.revoked',
      'session.revoked',
    ]);
  });

  it('a password reset ends sessions in all workspaces, each told in its own', async () => {
    const owner = await newOwner();
    const second = await secondTenant(owner);
    await new Browser().call('POST', '/v1/auth/password/request-reset', { email: owner.email });
    const token = await tokenFor(owner.email, 2);
    await new Browser().call('POST', '/v1/auth/password/reset', { token, password: 'quite another password' });
    expect(await lastActions(owner.tenant_id, 1)).toEqual(['user.password_reset']);
    expect(await lastActions(second, 2)).toEqual(['user.password_reset', 'session.revoked']);
  });

  it('a failed sign-in leaves no entry, and no stranger can write one', async () => {
    const owner = await newOwner();
    const before = (await entriesOf(owner)).length;
    await new Browser().call('POST', '/v1/auth/sign-in', { email: owner.email, password: 'wrong password' });
    await new Browser().call('POST', '/v1/auth/sign-out');
    await new Browser().call('POST', '/v1/auth/password/request-reset', { email: owner.email });
    const made_up = { cookie: '__Host-signalbox_session=made.up' };
    await new Browser().call('POST', '/v1/auth/sign-out', undefined, made_up);
    expect(await entriesOf(owner)).toHaveLength(before);
  });

  it('the operator’s new password for an owner is told in the person’s other workspaces too', async () => {
    const owner = await newOwner();
    const second = await secondTenant(owner);
    const password = { email: owner.email, name: 'Ada', password: 'set by the operator' };
    await operate('PUT', `/v1/admin/tenants/${owner.tenant_id}/owner`, password);
    expect(await lastActions(owner.tenant_id, 1)).toEqual(['owner.put']);
    const [ended, changed] = (await entriesOf({ tenant_id: second })).slice(-2);
    expect(ended).toMatchObject({ action: 'session.revoked', actor_type: 'operator' });
    expect(changed).toMatchObject({ action: 'user.password_changed', target_id: owner.user_id });
    expect(JSON.stringify([ended, changed])).not.toContain(owner.tenant_id);
  });

  it('names who was added, changed and removed, for after they are gone', async () => {
    const owner = await newOwner();
    const email = freshEmail();
    await owner.call('POST', '/v1/members/invitations', { email, role: 'viewer' });
    const guest = new Browser();
    const body = { token: await tokenFor(email), name: 'Guest', password: PASSWORD };
    await guest.call('POST', '/v1/invitations/accept', body);
    const { id } = (await guest.call('GET', '/v1/auth/session')).body.user;
    await owner.call('PATCH', `/v1/members/${id}`, { role: 'editor' });
    await owner.call('DELETE', `/v1/members/${id}`);
    const about = (await entriesOf(owner)).filter(({ target_id }) => target_id === id);
    expect(about.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['member.added', null, { email, role: 'viewer' }],
      ['member.role_changed', { email, role: 'viewer' }, { role: 'editor' }],
      ['member.removed', { email, role: 'editor' }, null],
    ]);
  });
});
