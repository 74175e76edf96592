import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { batch, openDb } from '../../base/db.ts';
import { entriesOf, lastEntry, verdictOn } from '../../testing/audit.ts';
import { operate, request, type Seed, seedPerson, seedTenant, until } from '../../testing/seed.ts';
import { recordAudit } from './record.ts';

const actionsOf = async (shop: Seed) => (await entriesOf(shop)).map(({ action }) => action);

describe('every change leaves an entry', () => {
  it('making a tenant, a project and keys: who, what, when, by which request', async () => {
    const shop = await seedTenant();
    const entries = await entriesOf(shop);
    expect(entries.map(({ seq, action, target_type }) => [seq, action, target_type])).toEqual([
      [1, 'tenant.created', 'tenant'],
      [2, 'project.created', 'project'],
      [3, 'key.issued', 'key'],
      [4, 'key.issued', 'key'],
    ]);
    expect(entries[1]).toMatchObject({
      tenant_id: shop.tenant_id,
      actor_type: 'operator',
      actor_id: 'operator',
      target_id: shop.project_id,
      before: null,
      after: { name: 'Shop', timezone: 'UTC', currency: 'USD', retention_days: null },
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(entries[2]!.after).toMatchObject({
      kind: 'secret',
      scopes: ['events:write', 'read', 'manage'],
      origins: [],
    });
  });

  it('changing a project: only what changed, before and after, by the person or the key that did it', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const path = `/v1/projects/${shop.project_id}`;
    const reply = await owner.call('PATCH', path, { name: 'Store', currency: 'USD', retention_days: 30 });
    expect(reply.status).toBe(200);
    expect(await lastEntry(shop)).toMatchObject({
      actor_type: 'person',
      actor_id: owner.user_id,
      actor_label: owner.email,
      action: 'project.changed',
      target_id: shop.project_id,
      before: { name: 'Shop', retention_days: null },
      after: { name: 'Store', retention_days: 30 },
      request_id: reply.headers.get('x-request-id'),
    });
    await shop.call('PATCH', path, { name: 'Shop again' });
    expect(await lastEntry(shop)).toMatchObject({
      actor_type: 'key',
      actor_label: 'secret',
      before: { name: 'Store' },
    });
  });

  it('what the operator does lands in the tenant’s own log: plan, status, limits, owner', async () => {
    const shop = await seedTenant();
    const path = `/v1/admin/tenants/${shop.tenant_id}`;
    await operate('PATCH', path, { plan: 'growth', limits: { ingest_unit: 5 } });
    await operate('PATCH', path, { limits: { ingest_unit: null } });
    await operate('PATCH', path, { status: 'suspended' });
    const email = `${shop.tenant_id}@example.com`;
    const owner = { email, name: 'Olga', password: 'a long enough password' };
    await operate('PUT', `${path}/owner`, owner);
    await operate('PUT', `${path}/owner`, { ...owner, name: 'Olga B.' });
    expect((await entriesOf(shop)).slice(4).map(({ action, before, after }) => [action, before, after])).toEqual([
      ['tenant.changed', { plan: 'internal' }, { plan: 'growth' }],
      ['tenant.limits_changed', { ingest_unit: null }, { ingest_unit: 5 }],
      ['tenant.limits_changed', { ingest_unit: 5 }, { ingest_unit: null }],
      ['tenant.changed', { status: 'active' }, { status: 'suspended' }],
      ['owner.put', null, { email, name: 'Olga', role: 'owner', password_changed: true }],
      ['owner.put', { name: 'Olga' }, { email, name: 'Olga B.', role: 'owner', password_changed: true }],
    ]);
  });

  it('members and invitations', async () => {
    const shop = await seedTenant();
    const [owner, viewer] = [await seedPerson(shop, 'owner'), await seedPerson(shop, 'viewer')];
    const email = `guest-${shop.tenant_id}@example.com`;
    const invited = await owner.call('POST', '/v1/members/invitations', { email, role: 'editor' });
    await owner.call('POST', `/v1/members/invitations/${invited.body.id}/resend`);
    await owner.call('DELETE', `/v1/members/invitations/${invited.body.id}`);
    await owner.call('PATCH', `/v1/members/${viewer.user_id}`, { role: 'admin' });
    await owner.call('PATCH', `/v1/members/${viewer.user_id}`, { role: 'admin' });
    await owner.call('DELETE', `/v1/members/${viewer.user_id}`);
    const entries = (await entriesOf(shop)).slice(4);
    expect(entries.map(({ action, target_id }) => [action, target_id])).toEqual([
      ['invitation.sent', invited.body.id],
      ['invitation.resent', invited.body.id],
      ['invitation.revoked', invited.body.id],
      ['member.role_changed', viewer.user_id],
      ['member.removed', viewer.user_id],
    ]);
    expect(entries[0]!.after).toMatchObject({ email, role: 'editor' });
    expect(entries[3]).toMatchObject({ before: { role: 'viewer' }, after: { role: 'admin' } });
    expect(entries[4]).toMatchObject({ before: { role: 'admin' }, after: null });
  });

  it('exports and erasures, whoever was erased unnamed', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const { id } = (await owner.call('POST', '/v1/exports')).body;
    await owner.call('DELETE', `/v1/exports/${id}`);
    await owner.call('DELETE', `/v1/exports/${id}`);
    await owner.call('POST', '/v1/privacy/erasures', { email: 'who@example.com' });
    const entries = (await entriesOf(shop)).slice(4);
    expect(entries.map(({ action }) => action)).toEqual(['export.requested', 'export.deleted', 'erasure.requested']);
    expect(entries[2]!.after).toEqual({ project_id: shop.project_id, matched_by: ['email'] });
    expect(JSON.stringify(entries)).not.toContain('who@example.com');
  });

  it('holds no secret: no key, digest or password of anybody', async () => {
    const shop = await seedTenant();
    const password = 'a password of twenty';
    const owner = { email: `${shop.tenant_id}@example.com`, name: 'O', password };
    await operate('PUT', `/v1/admin/tenants/${shop.tenant_id}/owner`, owner);
    const { id } = (await shop.call('POST', '/v1/keys', { name: 'next' })).body;
    const rotated = (await shop.call('POST', `/v1/keys/${id}/rotate`, { overlap_minutes: 5 })).body;
    const text = JSON.stringify(await entriesOf(shop));
    const digests = await env.DB.prepare('SELECT digest FROM api_keys WHERE tenant_id = ?').bind(shop.tenant_id).all();
    expect(digests.results).toHaveLength(4);
    for (const { digest } of digests.results) expect(text).not.toContain(digest);
    for (const secret of [shop.secret_key, shop.publishable_key, rotated.key, password, 'scrypt', 'digest"']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('a change that does not happen leaves none', () => {
  it('refused, repeated and empty changes', async () => {
    const shop = await seedTenant();
    const [owner, viewer] = [await seedPerson(shop, 'owner'), await seedPerson(shop, 'viewer')];
    const project = `/v1/projects/${shop.project_id}`;
    const { id } = (await owner.call('POST', '/v1/keys', { name: 'k' })).body;
    await owner.call('DELETE', `/v1/keys/${id}`);
    const before = await actionsOf(shop);
    await owner.call('DELETE', `/v1/keys/${id}`);
    await owner.call('PATCH', `/v1/keys/${id}`, { name: 'other' });
    await owner.call('POST', `/v1/keys/${id}/rotate`, { overlap_minutes: 5 });
    await owner.call('PATCH', project, {});
    await owner.call('PATCH', project, { name: 'Shop' });
    await owner.call('PATCH', project, { name: '' });
    await viewer.call('PATCH', project, { name: 'x' });
    await owner.call('DELETE', `/v1/members/${owner.user_id}`);
    await owner.call('POST', `${project}/restore`);
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { plan: 'internal' });
    expect(await actionsOf(shop)).toEqual(before);
  });

  it('fifty at once archive a project: one moves it, one entry says so', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const path = `/v1/projects/${shop.project_id}/archive`;
    const replies = await Promise.all(Array.from({ length: 50 }, () => owner.call('POST', path)));
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.status}`))).toEqual(new Set(['200 archived']));
    expect((await actionsOf(shop)).filter((action) => action === 'project.archived')).toHaveLength(1);
    expect(await verdictOn(shop)).toEqual({ entries: 5, intact: true });
  });
});

describe('the chain', () => {
  it('does not fork under 50 changes at once, read and sealed meanwhile', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const path = `/v1/projects/${shop.project_id}`;
    const changes = Array.from({ length: 50 }, (_, i) => owner.call('PATCH', path, { name: `Name ${i}` }));
    const readers = Array.from({ length: 10 }, () => verdictOn(shop));
    for (const { status } of await Promise.all(changes)) expect(status).toBe(200);
    for (const { intact } of await Promise.all(readers)) expect(intact).toBe(true);
    expect(await verdictOn(shop)).toEqual({ entries: 54, intact: true });
    const entries = await entriesOf(shop);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 54 }, (_, i) => i + 1));
    for (const [i, { hash, previous_hash }] of entries.entries()) {
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(previous_hash).toBe(entries[i - 1]?.hash ?? '0'.repeat(64));
    }
    // What each change found is what the one before it left, although none waited for another.
    const renamed = entries.slice(4);
    renamed.forEach(({ before }, i) => {
      expect(before).toEqual(i === 0 ? { name: 'Shop' } : renamed[i - 1]!.after);
    });
  });

  it('is sealed after each call, else by the minute’s job, and grows on from there', async () => {
    const { CRONS } = await import('../../crons.ts');
    const { newJob } = await import('../../testing/privacy.ts');
    const shop = await seedTenant();
    const open = () =>
      env.DB.prepare('SELECT count(*) AS n FROM audit_entries WHERE tenant_id = ? AND hash IS NULL')
        .bind(shop.tenant_id)
        .first<number>('n');
    expect(await until(open, (n) => n === 0)).toBe(0);
    const actor = { type: 'system', id: 'test' } as const;
    const ctx = { db: openDb(env.DB), tenant_id: shop.tenant_id, now: Date.now(), request_id: 'test', actor };
    const target = shop.tenant_id;
    await batch(ctx.db, [recordAudit(ctx, { action: 'tenant.changed', target_type: 'tenant', target })]);
    expect(await open()).toBe(1);
    await CRONS['* * * * *']!(newJob());
    expect(await open()).toBe(0);
    await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { name: 'x' });
    expect(await verdictOn(shop)).toEqual({ entries: 6, intact: true });
  });
});

describe('reading it', () => {
  it('filters by actor, action, target and time, page by page, newest first', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const path = `/v1/projects/${shop.project_id}`;
    for (let i = 0; i < 5; i++) await owner.call('PATCH', path, { name: `Name ${i}` });
    const seqs = async (query: string) => {
      const reply = await owner.call('GET', `/v1/audit?${query}`);
      expect(reply.status, query).toBe(200);
      return reply.body.data.map(({ seq }: { seq: number }) => seq);
    };
    expect(await seqs('')).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(await seqs(`actor=${owner.user_id}`)).toEqual([9, 8, 7, 6, 5]);
    expect(await seqs(`actor=${encodeURIComponent(owner.email)}`)).toEqual([9, 8, 7, 6, 5]);
    expect(await seqs('actor=nobody')).toEqual([]);
    expect(await seqs('action=key.issued')).toEqual([4, 3]);
    expect(await seqs('action=project')).toEqual([9, 8, 7, 6, 5, 2]);
    expect(await seqs('action=proj')).toEqual([]);
    expect(await seqs(`target=${shop.project_id}`)).toEqual([9, 8, 7, 6, 5, 2]);
    expect(await seqs(`target=${shop.project_id}&action=project.created&actor=operator`)).toEqual([2]);
    const today = new Date().toISOString().slice(0, 10);
    expect(await seqs(`from=${today}&to=${today}`)).toHaveLength(9);
    expect(await seqs('to=2020-01-01')).toEqual([]);
    const [newest] = (await owner.call('GET', '/v1/audit?limit=1')).body.data;
    expect(await seqs(`from=${newest.created_at}&to=${newest.created_at}`)).toContain(9);
    const first = (await owner.call('GET', '/v1/audit?limit=4')).body;
    expect(await seqs(`limit=4&cursor=${first.next_cursor}`)).toEqual([5, 4, 3, 2]);
  });

  it('refuses what is not a filter', async () => {
    const owner = await seedPerson(await seedTenant(), 'owner');
    const bad = ['from=yesterday', 'to=2026-02-30', "action=' OR 1=1", 'limit=0', 'limit=201'];
    for (const query of bad) expect((await owner.call('GET', `/v1/audit?${query}`)).status, query).toBe(422);
    const turned = await owner.call('GET', '/v1/audit?from=2026-02-02&to=2026-02-01');
    expect(turned).toMatchObject({ status: 422, body: { code: 'range.invalid' } });
    expect((await owner.call('GET', '/v1/audit?cursor=W10')).body.code).toBe('cursor.invalid');
  });

  it('is for owners and admins, each of their own tenant', async () => {
    const [shop, other] = [await seedTenant(), await seedTenant()];
    for (const role of ['owner', 'admin', 'editor', 'viewer'] as const) {
      const person = await seedPerson(shop, role);
      const status = role === 'owner' || role === 'admin' ? 200 : 403;
      for (const path of ['/v1/audit', '/v1/audit.csv', '/v1/audit/verify']) {
        const reply = await person.call('GET', path);
        expect([role, path, reply.status]).toEqual([role, path, status]);
        expect(JSON.stringify(reply.body)).not.toContain(other.tenant_id);
      }
    }
    for (const path of ['/v1/audit', '/v1/audit.csv', '/v1/audit/verify']) {
      expect((await shop.call('GET', path)).status).toBe(403);
      expect((await request('GET', path, env.INTERNAL_ADMIN_API_KEY)).status).toBe(404);
    }
  });

  it('as CSV: oldest first, quoted, and no cell that a spreadsheet would run', async () => {
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    await env.DB.prepare('UPDATE users SET email = ? WHERE id = ?')
      .bind(`=HYPERLINK("x")-${shop.tenant_id}`, owner.user_id)
      .run();
    await owner.call('PATCH', `/v1/projects/${shop.project_id}`, { name: 'a "b", c' });
    const reply = await owner.call('GET', '/v1/audit.csv');
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(reply.headers.get('content-disposition')).toContain('audit.csv');
    const lines = (reply.body as string).trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      'seq,created_at,actor_type,actor_id,actor_label,action,target_type,target_id,before,after,request_id,previous_hash,hash',
    );
    expect(lines).toHaveLength(6);
    expect(lines[5]).toContain(`,"'=HYPERLINK(""x"")-${shop.tenant_id}",project.changed,`);
    expect(lines[5]).toContain(String.raw`"{""name"":""a \""b\"", c""}"`);
    const some = (await owner.call('GET', '/v1/audit.csv?action=key')).body as string;
    expect(some.trimEnd().split('\r\n')).toHaveLength(3);
  });
});
