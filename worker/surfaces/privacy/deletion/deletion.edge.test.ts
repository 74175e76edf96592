import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { openDb } from '../../../base/db.ts';
import { createLog } from '../../../base/log.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { makeWorld } from '../../../testing/contract.ts';
import { firing, judgeAll } from '../../../testing/judgements.ts';
import { Browser, freshEmail, mailsTo, newOwner, newPerson, PASSWORD, tokenFor } from '../../../testing/person.ts';
import { operate, payment, request, seedPerson, seedTenant, until } from '../../../testing/seed.ts';
import { runDeletions } from './run-deletion.ts';

const job = () => ({ env, db: openDb(env.DB), now: Date.now(), log: createLog('error', {}) });

/** Fifteen days later. */
async function passGrace(...subjects: string[]): Promise<void> {
  for (const subject of subjects) {
    await env.DB.prepare('UPDATE deletions SET due_at = ? WHERE subject = ?')
      .bind(new Date(Date.now() - 1_000).toISOString(), subject)
      .run();
  }
}

/** Tables, other than the operators' own log, in which any of these texts stand. */
async function tablesWith(texts: string[]): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
  ).all<{ name: string }>();
  expect(results.length).toBeGreaterThan(30);
  const found: string[] = [];
  for (const { name } of results.filter((each) => each.name !== 'operator_calls' && each.name !== 'd1_migrations')) {
    const rows = JSON.stringify((await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results);
    if (texts.some((text) => rows.includes(text))) found.push(name);
  }
  return found;
}

/** Tables in the storage of an object. */
async function storageOf(stub: DurableObjectStub): Promise<string[]> {
  return await runInDurableObject(stub, async (_, { storage }) =>
    storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")
      .toArray()
      .map(({ name }) => name),
  );
}

const close = async (name = 'Test') => {
  const world = await makeWorld();
  const closed = await world.people.owner.call('DELETE', '/v1/workspace', { name });
  return { ...world, closed };
};

describe('a workspace that its owner deletes', () => {
  it('asks for its name, of an owner', async () => {
    const { people, call } = await makeWorld();
    const ask = people.owner.call;
    expect((await ask('DELETE', '/v1/workspace', { name: 'test' })).body.code).toBe('deletion.other_name');
    expect((await people.admin.call('DELETE', '/v1/workspace', { name: 'Test' })).status).toBe(403);
    expect((await call('DELETE', '/v1/workspace', { name: 'Test' })).status).toBe(403);
    expect((await ask('GET', '/v1/workspace')).body.deletion).toBeNull();
  });

  it('is closed at once: keys stop, people may look, export and keep it, nothing else', async () => {
    const { closed, people, call, send, publishable_key } = await close();
    expect(closed.status).toBe(200);
    const days = (Date.parse(closed.body.deletion.due_at) - Date.now()) / DAY_MS;
    expect(days).toBeGreaterThan(13.99);
    expect(days).toBeLessThanOrEqual(14);
    const refusals = [
      await send(payment()),
      await call('GET', '/v1/rules'),
      await request('POST', '/v1/events', publishable_key, payment()),
      await people.owner.call('POST', '/v1/rules', { name: 'r', type: 'schedule', schedule: '0 8 * * *' }),
      await people.owner.call('POST', '/v1/members/invitations', { email: freshEmail(), role: 'viewer' }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(
      refusals.map(() => [403, 'tenant.deletion_scheduled']),
    );
    expect((await people.viewer.call('GET', '/v1/rules')).status).toBe(200);
    expect((await people.admin.call('POST', '/v1/exports')).status).toBe(202);
    const { tenant } = (await people.viewer.call('GET', '/v1/auth/session')).body;
    expect(tenant.deletes_at).toBe(closed.body.deletion.due_at);
    const [mail] = await mailsTo(people.owner.email);
    expect(mail!.text).toContain('/settings/workspace');
    expect((await people.admin.call('POST', '/v1/workspace/restore')).status).toBe(403);
    expect((await people.owner.call('POST', '/v1/workspace/restore')).body.deletion).toBeNull();
    expect((await send(payment())).status).toBe(200);
    expect(await runDeletions(job())).toBe(0);
  });

  it('asked for twice at once is closed once, with one entry and one mail', async () => {
    const { people } = await makeWorld();
    const replies = await Promise.all(
      [1, 2, 3].map(() => people.owner.call('DELETE', '/v1/workspace', { name: 'Test' })),
    );
    expect(new Set(replies.map(({ body }) => body.deletion?.id ?? body.code)).size).toBeLessThanOrEqual(2);
    const { data } = (await people.owner.call('GET', '/v1/audit?action=tenant.deletion_scheduled')).body;
    expect(data).toHaveLength(1);
    expect(await mailsTo(people.owner.email)).toHaveLength(1);
  });

  it('is gone from every table, object and file after fourteen days, with a signed receipt that names nobody', async () => {
    const world = await makeWorld();
    const { people, tenant_id, project_id, call } = world;
    const { owner } = people;
    await owner.call('POST', '/v1/rules', { name: 'r', type: 'schedule', schedule: '0 8 * * *' });
    await judgeAll(world, [firing(world)]);
    await owner.call('POST', '/v1/members/invitations', { email: freshEmail(), role: 'viewer' });
    await call('POST', '/v1/privacy/erasures', { actor_id: 'nobody' });
    const { id } = (await owner.call('POST', '/v1/exports')).body;
    await until(
      () => owner.call('GET', `/v1/exports/${id}`),
      ({ body }) => body.status === 'ready',
    );
    const other = await seedTenant();
    await other.send(payment());
    await owner.call('DELETE', '/v1/workspace', { name: 'Test' });
    expect((await env.ARCHIVE.list({ prefix: `exports/${tenant_id}/` })).objects.length).toBeGreaterThan(0);
    expect((await tablesWith([tenant_id, project_id])).length).toBeGreaterThan(12);
    await passGrace(tenant_id);

    expect(await runDeletions(job())).toBe(1);

    // In development the mail with the receipt is kept.
    // The receipt, once it has arrived.
    await expect.poll(() => tablesWith([tenant_id, project_id]), { timeout: 8_000 }).toEqual(['mail_outbox']);
    expect(await storageOf(env.LEDGER.get(env.LEDGER.idFromName(project_id)))).toEqual([]);
    expect(await storageOf(env.HUB.get(env.HUB.idFromName(tenant_id)))).toEqual([]);
    expect((await env.ARCHIVE.list({ prefix: `exports/${tenant_id}/` })).objects).toEqual([]);
    expect((await owner.call('GET', '/v1/auth/session')).status).toBe(401);
    expect((await call('GET', '/v1/rules')).status).toBe(401);
    expect((await other.call('GET', '/v1/events')).body.data).toHaveLength(1);

    const [mail] = await mailsTo(owner.email, 2);
    const [statement, signature, ...rest] = mail!.text.split('\n\n').at(-2)!.split('\n');
    const { keys } = (await request('GET', '/.well-known/signalbox-keys', undefined)).body;
    const key = await crypto.subtle.importKey('jwk', keys[0], { name: 'Ed25519' }, false, ['verify']);
    const signed = Buffer.from(`signalbox deletion v1\n${statement}`);
    expect(await crypto.subtle.verify({ name: 'Ed25519' }, key, Buffer.from(signature!, 'base64url'), signed)).toBe(
      true,
    );
    const receipt = JSON.parse(statement!);
    const hash = await crypto.subtle.digest('SHA-256', Buffer.from(rest.join('\n')));
    expect(receipt.list_sha256).toBe(Buffer.from(hash).toString('hex'));
    expect(receipt).toMatchObject({ kind: 'workspace', counts: { tenants: 1, projects: 1, members: 6 } });
    expect(rest).toContain(`storage of ${project_id}`);
    const kept = (await operate('GET', '/v1/admin/deletions?status=done')).body.data[0];
    expect(kept.receipt).toEqual({ statement, signature });
    expect(JSON.stringify(kept)).not.toContain(owner.email);
    expect(JSON.stringify(kept)).not.toContain(tenant_id);
  });

  it('goes on where a run stopped, page by page, whatever was killed when', async () => {
    const { tenant_id, project_id } = await close();
    await passGrace(tenant_id);
    let runs = 0;
    for (; runs < 200 && (await runDeletions(job(), 2)) === 0; runs++) {
      const [row] = (await env.DB.prepare('SELECT * FROM deletions WHERE subject = ?').bind(tenant_id).all()).results;
      expect(row).toMatchObject({ status: 'running', lease_until: null });
    }
    expect(runs).toBeGreaterThan(3);
    // The receipt, once it has arrived.
    await expect.poll(() => tablesWith([tenant_id, project_id]), { timeout: 8_000 }).toEqual(['mail_outbox']);
  });

  it('is left to a run that is alive, and taken over from one that was lost', async () => {
    const { tenant_id } = await close();
    await passGrace(tenant_id);
    const lease = (ms: number) =>
      env.DB.prepare("UPDATE deletions SET status = 'running', lease_until = ? WHERE subject = ?")
        .bind(new Date(Date.now() + ms).toISOString(), tenant_id)
        .run();
    await lease(60_000);
    expect(await runDeletions(job())).toBe(0);
    await lease(-1);
    expect(await runDeletions(job())).toBe(1);
  });

  it('stays while the operator has suspended it', async () => {
    const { tenant_id } = await close();
    await passGrace(tenant_id);
    await operate('PATCH', `/v1/admin/tenants/${tenant_id}`, { status: 'suspended' });
    expect(await runDeletions(job())).toBe(0);
    expect(await tablesWith([tenant_id])).toContain('projects');
  });
});

describe('an account that its person deletes', () => {
  it('asks for its address, ends all sessions at once, and is kept by the link of the mail', async () => {
    const owner = await newOwner();
    expect((await owner.call('DELETE', '/v1/auth/account', { email: 'me' })).body.code).toBe('deletion.other_name');
    expect((await owner.call('DELETE', '/v1/auth/account', { email: owner.email })).status).toBe(202);
    expect((await owner.call('GET', '/v1/auth/session')).status).toBe(401);
    const token = await tokenFor(owner.email, 2);
    const stranger = new Browser();
    const keep = (text: string) => stranger.call('POST', '/v1/auth/account/restore', { token: text });
    expect((await keep(`${token}x`)).status).toBe(409);
    expect((await keep(token)).status).toBe(204);
    expect((await keep(token)).status).toBe(409);
    await owner.call('POST', '/v1/auth/sign-in', { email: owner.email, password: PASSWORD });
    const { user, tenant } = (await owner.call('GET', '/v1/auth/session')).body;
    expect([user.deletes_at, tenant.deletes_at]).toEqual([null, null]);
  });

  it('may sign in meanwhile, but only to keep itself', async () => {
    const owner = await newOwner();
    await owner.call('DELETE', '/v1/auth/account', { email: owner.email });
    await owner.call('POST', '/v1/auth/sign-in', { email: owner.email, password: PASSWORD });
    const { user } = (await owner.call('GET', '/v1/auth/session')).body;
    expect(Date.parse(user.deletes_at)).toBeGreaterThan(Date.now());
    expect((await owner.call('GET', '/v1/projects')).body.code).toBe('account.deletion_scheduled');
    expect((await owner.call('POST', '/v1/auth/account/restore', {})).status).toBe(204);
    expect((await owner.call('GET', '/v1/projects')).status).toBe(200);
  });

  it('is refused to the last owner of a workspace with others, one who leaves as well not counted', async () => {
    const owner = await newOwner();
    const ask = () => owner.call('DELETE', '/v1/auth/account', { email: owner.email });
    await seedPerson(owner, 'viewer');
    const refused = await ask();
    expect([refused.status, refused.body.code]).toEqual([409, 'account.last_owner']);
    expect(refused.body.tenants).toEqual([{ id: owner.tenant_id, name: 'Acme' }]);
    const second = await seedPerson(owner, 'owner');
    expect((await ask()).status).toBe(202);
    const gone = await second.call('DELETE', '/v1/auth/account', { email: second.email });
    expect(gone.body.code).toBe('account.last_owner');
    expect((await second.call('POST', '/v1/members/leave')).status).toBeGreaterThanOrEqual(400);
  });

  it('goes with the workspaces in which nobody else is; others remember that it left, and nobody else is touched', async () => {
    const owner = await newOwner();
    const elsewhere = await makeWorld();
    const db = env.DB;
    await db
      .prepare("INSERT INTO members VALUES (?, ?, 'editor', '2026-01-01T00:00:00.000Z')")
      .bind(elsewhere.tenant_id, owner.user_id)
      .run();
    const bystander = await newPerson();
    await owner.call('DELETE', '/v1/auth/account', { email: owner.email });
    await passGrace(owner.user_id, owner.tenant_id);
    for (let ended = 0, runs = 0; ended < 2 && runs < 5; runs++) ended += await runDeletions(job());
    // What a workspace that stays has written in its log is its own.
    const left = async () => (await tablesWith([owner.user_id, owner.email, owner.tenant_id])).sort();
    await expect.poll(left, { timeout: 8_000 }).toEqual(['audit_entries', 'mail_outbox']);
    const { data } = (await elsewhere.people.owner.call('GET', '/v1/audit?action=member.removed')).body;
    expect(data).toMatchObject([{ target_id: owner.user_id, actor_type: 'system' }]);
    expect((await mailsTo(owner.email, 2)).map(({ subject }) => subject)).toContain('Your account is deleted');
    expect((await bystander.call('GET', '/v1/auth/session')).status).toBe(200);
    const again = new Browser();
    await again.call('POST', '/v1/auth/sign-up', { email: owner.email, name: 'Ada', password: PASSWORD });
    // After a confirmation, what is to come and two receipts.
    await again.call('POST', '/v1/auth/email/confirm', { token: await tokenFor(owner.email, 5) });
    expect((await again.call('GET', '/v1/auth/session')).body.tenants).toEqual([]);
  });
});
