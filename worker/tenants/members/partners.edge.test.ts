import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../testing/audit.ts';
import { openLive } from '../../testing/live.ts';
import { freshEmail, newOwner, newPerson } from '../../testing/person.ts';
import { operate } from '../../testing/seed.ts';

type Owner = Awaited<ReturnType<typeof newOwner>>;

const assign = (tenant_id: string, email: string) =>
  operate('PUT', `/v1/admin/tenants/${tenant_id}/partners`, { email });

/** Somebody from outside whose session is in the owner's tenant, with its project chosen. */
async function partnerOf(owner: Owner) {
  const partner = await newPerson();
  const { user_id } = (await assign(owner.tenant_id, partner.email)).body;
  expect((await partner.call('POST', '/v1/auth/tenant', { tenant_id: owner.tenant_id })).status).toBe(204);
  partner.project = (await partner.call('GET', '/v1/projects')).body.data[0].id;
  return Object.assign(partner, { user_id: user_id as string });
}

describe('a partner', () => {
  it('sees the tenants that the operator has assigned, changes nothing in them but alerts', async () => {
    const owner = await newOwner();
    const partner = await partnerOf(owner);
    const session = (await partner.call('GET', '/v1/auth/session')).body;
    expect(session).toMatchObject({ role: 'partner', tenant: { id: owner.tenant_id } });
    expect(session.tenants).toMatchObject([{ id: owner.tenant_id, role: 'partner' }]);
    expect([...session.permissions].sort()).toEqual([
      'alerts:acknowledge',
      'alerts:read',
      'events:read',
      'metrics:read',
      'projects:read',
      'rules:read',
    ]);
    expect((await partner.call('GET', '/v1/events')).status).toBe(200);
    expect((await partner.call('GET', '/v1/kpis')).status).toBe(200);
    for (const path of ['members', 'keys', 'audit', 'partners', 'exports']) {
      expect((await partner.call('GET', `/v1/${path}`)).body.code, path).toBe('auth.forbidden');
    }
    const change = await partner.call('PATCH', `/v1/projects/${partner.project}`, { name: 'x' });
    expect(change.body.code).toBe('auth.forbidden');
  });

  it('is outside: no member, no seat, in no other tenant', async () => {
    const [owner, other] = [await newOwner(), await newOwner()];
    const partner = await partnerOf(owner);
    expect((await owner.call('GET', '/v1/members')).body.data).toHaveLength(1);
    expect((await owner.call('GET', '/v1/partners')).body.data).toMatchObject([{ email: partner.email, name: 'Ada' }]);
    expect((await other.call('GET', '/v1/partners')).body.data).toEqual([]);
    const elsewhere = await partner.call('POST', '/v1/auth/tenant', { tenant_id: other.tenant_id });
    expect(elsewhere.body.code).toBe('tenant.not_found');
    const role = { role: 'owner' };
    expect((await owner.call('PATCH', `/v1/members/${partner.user_id}`, role)).body.code).toBe('member.not_found');
    expect((await other.call('DELETE', `/v1/partners/${partner.user_id}`)).body.code).toBe('partner.not_found');
  });

  it('is out at once when removed, by an owner or the operator, or when they leave', async () => {
    const owner = await newOwner();
    const removals = [
      (id: string) => owner.call('DELETE', `/v1/partners/${id}`),
      (id: string) => operate('DELETE', `/v1/admin/tenants/${owner.tenant_id}/partners/${id}`),
    ];
    for (const remove of removals) {
      const partner = await partnerOf(owner);
      const cookie = [...partner.cookies].map((pair) => pair.join('=')).join('; ');
      const socket = await openLive({ cookie, origin: 'https://signalbox.test' }, `?project=${partner.project}`);
      expect((await remove(partner.user_id)).status).toBe(204);
      expect((await socket.end()).code).toBe(1008);
      expect((await partner.call('GET', '/v1/projects')).body.code).toBe('auth.session_expired');
      expect((await remove(partner.user_id)).body.code).toBe('partner.not_found');
    }
    const leaving = await partnerOf(owner);
    expect((await leaving.call('POST', '/v1/members/leave')).status).toBe(204);
    expect((await leaving.call('GET', '/v1/projects')).status).toBe(401);
    const actions = (await entriesOf(owner)).map(({ action }) => action).filter((name) => name.startsWith('partner'));
    expect(actions).toEqual(
      ['assigned', 'removed', 'assigned', 'removed', 'assigned', 'removed'].map((w) => `partner.${w}`),
    );
  });

  it('is assigned by the operator alone, once, and only with an account', async () => {
    const owner = await newOwner();
    const partner = await newPerson();
    const path = `/v1/admin/tenants/${owner.tenant_id}/partners`;
    expect((await owner.call('PUT', path, { email: partner.email })).body.code).toBe('auth.forbidden');
    expect((await assign(owner.tenant_id, freshEmail())).body.code).toBe('partner.no_account');
    expect((await assign('ten_none', partner.email)).body.code).toBe('tenant.not_found');
    await assign(owner.tenant_id, partner.email.toUpperCase());
    await assign(owner.tenant_id, partner.email);
    const entries = (await entriesOf(owner)).filter(({ action }) => action === 'partner.assigned');
    expect(entries).toMatchObject([{ actor_type: 'operator', before: null, after: { email: partner.email } }]);
  });

  it('who is a member as well has the member’s role, and stays when one of the two ends', async () => {
    const owner = await newOwner();
    const second = await newOwner();
    await assign(owner.tenant_id, second.email);
    await owner.call('POST', '/v1/members/invitations', { email: second.email, role: 'editor' });
    await assign(second.tenant_id, second.email);
    const { tenants } = (await second.call('GET', '/v1/auth/session')).body;
    expect(tenants.map(({ role }: { role: string }) => role).sort()).toEqual(['owner', 'partner']);
    expect((await second.call('GET', '/v1/auth/session')).body.role).toBe('owner');
    expect((await operate('DELETE', `/v1/admin/tenants/${second.tenant_id}/partners/${second.user_id}`)).status).toBe(
      204,
    );
    expect((await second.call('GET', '/v1/auth/session')).body.role).toBe('owner');
  });
});
