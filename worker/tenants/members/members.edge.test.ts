import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { type Browser, freshEmail, newOwner, newPerson, tokenFor } from '../../testing/person.ts';
import { request, seedTenant } from '../../testing/seed.ts';

type Person = Browser & { email: string; user_id: string };

/** A member of the owner's tenant in a role, signed in there. */
async function join(owner: Browser, role: string): Promise<Person> {
  const email = freshEmail(role);
  const person = await newPerson(email);
  expect((await owner.call('POST', '/v1/members/invitations', { email, role })).status).toBe(201);
  const token = await tokenFor(email, 2);
  expect((await person.call('POST', '/v1/invitations/accept', { token })).status).toBe(204);
  const { user } = (await person.call('GET', '/v1/auth/session')).body;
  return Object.assign(person, { user_id: user.id });
}

describe('onboarding', () => {
  it('makes tenant, project and a key whose example works', async () => {
    const person = await newPerson();
    const questions = {
      business_name: 'Ada’s Bakery',
      industry: 'restaurant',
      timezone: 'Europe/Berlin',
      currency: 'EUR',
    };
    expect((await person.call('GET', '/v1/projects')).body.code).toBe('tenant.required');
    const made = await person.call('POST', '/v1/onboarding', questions);
    expect(made).toMatchObject({
      status: 201,
      body: {
        tenant: { name: 'Ada’s Bakery', plan: 'free' },
        project: { name: 'Ada’s Bakery', industry: 'restaurant', timezone: 'Europe/Berlin', currency: 'EUR' },
        key: { kind: 'secret', key: expect.stringMatching(/^sk_/) },
      },
    });
    expect(made.body.next.map(({ id }: { id: string }) => id)).toEqual(['events', 'alerts', 'widgets']);
    const event = /-d '(.*)'$/.exec(made.body.example)![1]!;
    expect((await request('POST', '/v1/events', made.body.key.key, event)).body).toMatchObject({ accepted: 1 });
    const session = (await person.call('GET', '/v1/auth/session')).body;
    expect(session).toMatchObject({
      role: 'owner',
      tenant: { id: made.body.tenant.id },
      projects: [{ industry: 'restaurant' }],
    });
  });

  it('refuses other fields, keys, and a sixth workspace', async () => {
    const person = await newPerson();
    const good = { business_name: 'A', industry: 'saas', timezone: 'UTC' };
    for (const extra of [{ plan: 'internal' }, { role: 'owner' }, { industry: 'mining' }, { timezone: 'Mars/Base' }]) {
      expect((await person.call('POST', '/v1/onboarding', { ...good, ...extra })).status).toBe(422);
    }
    const { secret_key } = await seedTenant();
    expect((await request('POST', '/v1/onboarding', secret_key, good)).body.code).toBe('auth.people_only');
    for (let i = 0; i < 5; i++) expect((await person.call('POST', '/v1/onboarding', good)).status).toBe(201);
    expect((await person.call('POST', '/v1/onboarding', good)).body.code).toBe('tenant.too_many');
    const { tenants } = (await person.call('GET', '/v1/auth/session')).body;
    expect(tenants).toHaveLength(5);
  });
});

describe('several tenants', () => {
  it('a session moves between its person’s tenants and into no other', async () => {
    const [ada, grace] = [await newOwner(), await newOwner()];
    const guest = await join(ada, 'viewer');
    await guest.call('POST', '/v1/onboarding', { business_name: 'Own', industry: 'saas', timezone: 'UTC' });
    const { tenants, tenant } = (await guest.call('GET', '/v1/auth/session')).body;
    expect(tenants).toHaveLength(2);
    expect((await guest.call('POST', '/v1/auth/tenant', { tenant_id: ada.tenant_id })).status).toBe(204);
    expect((await guest.call('GET', '/v1/auth/session')).body).toMatchObject({
      role: 'viewer',
      tenant: { id: ada.tenant_id },
    });
    expect((await guest.call('POST', '/v1/auth/tenant', { tenant_id: grace.tenant_id })).body.code).toBe(
      'tenant.not_found',
    );
    guest.project = (await grace.call('GET', '/v1/projects')).body.data[0].id;
    expect((await guest.call('GET', '/v1/projects')).status).toBe(404);
    expect(tenant.name).toBe('Own');
  });
});

describe('members', () => {
  it('are listed with roles, also by those who may only look', async () => {
    const owner = await newOwner();
    const viewer = await join(owner, 'viewer');
    const { data } = (await viewer.call('GET', '/v1/members')).body;
    expect(data.map(({ role }: { role: string }) => role).sort()).toEqual(['owner', 'viewer']);
    expect((await viewer.call('GET', '/v1/keys')).status).toBe(403);
    expect((await viewer.call('POST', '/v1/members/invitations', { email: freshEmail(), role: 'viewer' })).status).toBe(
      403,
    );
  });

  it('lists ten thousand in pages, each once', async () => {
    const owner = await newOwner();
    const at = new Date().toISOString();
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO users (id, email, name, created_at, updated_at) SELECT 'usr_' || ?1 || printf('%05d', value), 'm' || value || '@' || ?1 || '.example', 'M', ?2, ?2
           FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 9999) SELECT value FROM n)`,
      ).bind(owner.tenant_id, at),
      env.DB.prepare(
        `INSERT INTO members (tenant_id, user_id, role, created_at) SELECT ?1, id, 'viewer', ?2 FROM users WHERE email LIKE '%@' || ?1 || '.example'`,
      ).bind(owner.tenant_id, at),
    ]);
    const seen = new Set<string>();
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { data: { user_id: string }[]; next_cursor: string | null } = (
        await owner.call('GET', `/v1/members?limit=200${cursor ? `&cursor=${cursor}` : ''}`)
      ).body;
      for (const { user_id } of page.data) seen.add(user_id);
      cursor = page.next_cursor;
    }
    expect(seen.size).toBe(10_000);
  });

  it('nobody rises above themselves or touches those above', async () => {
    const owner = await newOwner();
    const [admin, editor] = [await join(owner, 'admin'), await join(owner, 'editor')];
    const give = (who: Browser, user_id: string, role: string) => who.call('PATCH', `/v1/members/${user_id}`, { role });
    expect((await give(admin, admin.user_id, 'owner')).body.code).toBe('member.role_above_yours');
    expect((await give(admin, editor.user_id, 'owner')).body.code).toBe('member.role_above_yours');
    expect((await give(admin, owner.user_id, 'viewer')).body.code).toBe('member.role_above_yours');
    expect((await admin.call('DELETE', `/v1/members/${owner.user_id}`)).body.code).toBe('member.role_above_yours');
    expect((await give(editor, editor.user_id, 'admin')).body.code).toBe('auth.forbidden');
    expect(
      (await admin.call('POST', '/v1/members/invitations', { email: freshEmail(), role: 'owner' })).body.code,
    ).toBe('member.role_above_yours');
    const mass = { role: 'viewer', tenant_id: 'ten_other', user_id: owner.user_id };
    expect((await admin.call('PATCH', `/v1/members/${editor.user_id}`, mass)).status).toBe(422);
    expect((await give(admin, editor.user_id, 'operator')).status).toBe(422);
    expect((await give(admin, editor.user_id, 'admin')).body).toMatchObject({ role: 'admin' });
    expect((await give(owner, editor.user_id, 'owner')).body).toMatchObject({ role: 'owner' });
  });

  it('a new role holds at the next call', async () => {
    const owner = await newOwner();
    const editor = await join(owner, 'editor');
    await owner.call('PATCH', `/v1/members/${editor.user_id}`, { role: 'admin' });
    expect((await editor.call('GET', '/v1/members/invitations')).status).toBe(200);
    await owner.call('PATCH', `/v1/members/${editor.user_id}`, { role: 'viewer' });
    expect((await editor.call('GET', '/v1/members/invitations')).status).toBe(403);
  });

  it('members of other tenants do not exist', async () => {
    const [ada, grace] = [await newOwner(), await newOwner()];
    const path = `/v1/members/${grace.user_id}`;
    expect((await ada.call('PATCH', path, { role: 'viewer' })).body.code).toBe('member.not_found');
    expect((await ada.call('DELETE', path)).body.code).toBe('member.not_found');
  });

  it('a removed member is out at once, in every session', async () => {
    const owner = await newOwner();
    const editor = await join(owner, 'editor');
    expect((await editor.call('GET', '/v1/projects')).status).toBe(200);
    expect((await owner.call('DELETE', `/v1/members/${editor.user_id}`)).status).toBe(204);
    expect((await editor.call('GET', '/v1/projects')).body.code).toBe('auth.session_expired');
    expect((await editor.call('GET', '/v1/auth/session')).status).toBe(401);
    const left = await env.DB.prepare('SELECT count(*) AS n FROM sessions WHERE user_id = ? AND tenant_id = ?')
      .bind(editor.user_id, owner.tenant_id)
      .first('n');
    expect(left).toBe(0);
  });

  it('keeps an owner: the last one can neither leave, nor be removed, nor step down', async () => {
    const owner = await newOwner();
    expect((await owner.call('POST', '/v1/members/leave')).body.code).toBe('member.last_owner');
    expect((await owner.call('DELETE', `/v1/members/${owner.user_id}`)).body.code).toBe('member.last_owner');
    expect((await owner.call('PATCH', `/v1/members/${owner.user_id}`, { role: 'viewer' })).body.code).toBe(
      'member.last_owner',
    );
    const viewer = await join(owner, 'viewer');
    expect((await viewer.call('POST', '/v1/members/leave')).status).toBe(204);
    expect((await viewer.call('GET', '/v1/projects')).status).toBe(401);
  });

  it.each(['DELETE', 'PATCH'])('two owners who %s each other at the same moment leave one', async (method) => {
    for (let round = 0; round < 5; round++) {
      const first = await newOwner();
      const second = await join(first, 'owner');
      const body = method === 'PATCH' ? { role: 'viewer' } : undefined;
      const replies = await Promise.all([
        first.call(method, `/v1/members/${second.user_id}`, body),
        second.call(method, `/v1/members/${first.user_id}`, body),
      ]);
      expect(replies.filter(({ status }) => status < 300)).toHaveLength(1);
      const owners = await env.DB.prepare("SELECT count(*) AS n FROM members WHERE tenant_id = ? AND role = 'owner'")
        .bind(first.tenant_id)
        .first('n');
      expect(owners).toBe(1);
    }
  });

  it('two owners who leave at the same moment leave one', async () => {
    const first = await newOwner();
    const second = await join(first, 'owner');
    const replies = await Promise.all([
      first.call('POST', '/v1/members/leave'),
      second.call('POST', '/v1/members/leave'),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('keys manage nobody', async () => {
    const { secret_key } = await seedTenant();
    expect((await request('GET', '/v1/members', secret_key)).status).toBe(403);
    expect((await request('POST', '/v1/members/leave', secret_key)).body.code).toBe('auth.people_only');
  });
});
