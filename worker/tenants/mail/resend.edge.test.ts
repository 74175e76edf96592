/** Resend as the transport, by a fake that misbehaves: each plan is sent once, or dead with its reason. */
import { env } from 'cloudflare:workers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ResendFake } from '../../../scripts/fakes/resend/resend.ts';
import type { Env } from '../../base/env.ts';
import { planOccasion } from '../../flow/notifications/index.ts';
import { ownQueue } from '../../testing/letters.ts';
import { anOccasion, mailsOf } from '../../testing/notifications.ts';
import { seedPerson, seedTenant } from '../../testing/seed.ts';

const RESEND = {
  RESEND_API_KEY: 're_test',
  RESEND_API_URL: 'https://resend.test',
  MAIL_FROM: 'Box <box@x.example>',
  DELIVERY_TIMEOUT_MS: '60',
};

/** A shop with one member, an alert planned for them, and a fake that carries it. */
async function planned(over: Partial<Env> = {}) {
  const fake = new ResendFake();
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input as string, { ...init, signal: undefined } as RequestInit);
    if (!request.url.startsWith(RESEND.RESEND_API_URL)) return await real(input, init);
    const gone = new Promise<never>((_, reject) =>
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
    );
    return await Promise.race([fake.handle(request), gone]);
  });
  onTestFinished(() => spy.mockRestore());
  const shop = await seedTenant();
  const ann = await seedPerson(shop, 'owner');
  const queue = ownQueue({ ...env, ...RESEND, ...over } as unknown as Env);
  const occasion = anOccasion(shop);
  await planOccasion(queue.sender, occasion);
  const row = async () => (await queue.rowsOf())[0]!;
  return { fake, shop, ann, ...queue, occasion, row };
}

/** As if the Worker had died right after the other side took the message. */
async function forget(id: string): Promise<void> {
  await env.DB.prepare(
    "UPDATE deliveries SET state = 'pending', trying_since = '2026-01-01T00:00:00.000Z', composed = '{}' WHERE id = ?",
  )
    .bind(id)
    .run();
}

describe('a mail by Resend', () => {
  it('goes out with its key, its tags and the links that end it', async () => {
    const { fake, deliver, row, ann } = await planned();
    await deliver();
    const { id, tenant_id, project_id, provider_id } = await row();
    expect(fake.mails).toMatchObject([{ idempotency_key: id, from: 'Box <box@x.example>', to: [ann.email] }]);
    expect(fake.mails[0]!.tags).toEqual([
      { name: 'delivery', value: id },
      { name: 'tenant', value: tenant_id },
      { name: 'project', value: project_id },
    ]);
    expect(fake.mails[0]!.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
    expect(fake.mails[0]!.headers['List-Unsubscribe']).toMatch(/^<http.+\/v1\/webhooks\/unsubscribe\/[\w.-]+>$/);
    expect(provider_id).toBe(fake.mails[0]!.id);
  });

  it('is sent once by messages that come twice, one after the other and together', async () => {
    const { fake, deliver, waiting, row } = await planned();
    waiting.push(...waiting, ...waiting);
    await deliver();
    waiting.push({ ...waiting[0], type: 'delivery', v: 1, ...(await placeOf(row)), attempt: 0 });
    await deliver();
    expect(fake.calls).toBe(1);
    expect(await row()).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it.each([
    ['500', { kind: 'status', status: 500 }, 'unavailable'],
    ['429', { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 'rate_limited'],
    ['no answer', { kind: 'hang' }, 'timeout'],
  ] as const)('that meets %s is tried again, and arrives once', async (_, trouble, reason) => {
    const { fake, deliver, row } = await planned();
    fake.next(trouble);
    await deliver();
    const failed = await row();
    expect(failed).toMatchObject({ state: 'failed', reason, attempts: 1 });
    const wait = Date.parse(failed.next_attempt_at!) - Date.now();
    expect(wait).toBeGreaterThan(reason === 'rate_limited' ? 6_000 : 3_000);
    await deliver();
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2 });
    expect(fake.mails).toHaveLength(1);
  });

  it('says the same at each try, whatever changed in between', async () => {
    const { fake, deliver, row, shop } = await planned();
    fake.next({ kind: 'hang' });
    await deliver();
    expect(await row()).toMatchObject({ state: 'failed', reason: 'timeout' });
    await env.DB.prepare("UPDATE projects SET name = 'Renamed' WHERE id = ?").bind(shop.project_id).run();
    await deliver();
    // Of other words under the same key Resend would have said so, without an id.
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2, provider_id: fake.mails[0]!.id, composed: null });
    expect(fake.mails).toHaveLength(1);
    expect(fake.mails[0]!.subject).toContain('Shop');
  });

  it('whose reply begins and never ends was taken', async () => {
    const { fake, deliver, row } = await planned();
    fake.next({ kind: 'slow_body' });
    await deliver();
    expect(await row()).toMatchObject({ state: 'sent', provider_id: null });
    expect(fake.mails).toHaveLength(1);
  });

  it('that is refused is dead at once, with the other side’s words', async () => {
    const { fake, deliver, row } = await planned();
    fake.next({ kind: 'status', status: 422, name: 'validation_error' });
    await deliver();
    expect(await row()).toMatchObject({ state: 'dead', reason: 'refused', next_attempt_at: null });
    expect((await row()).detail).toContain('validation_error');
  });

  it('follows no redirect', async () => {
    const { fake, deliver, row } = await planned();
    const headers = { location: 'https://resend.test/emails' };
    fake.next({ kind: 'status', status: 307, name: 'moved', headers });
    await deliver();
    expect(fake.calls).toBe(1);
    expect(await row()).toMatchObject({ state: 'dead', reason: 'refused' });
  });

  it.each(['http://169.254.169.254', 'https://user:secret@resend.test', 'http://10.0.0.1'])(
    'is never handed to %s',
    async (RESEND_API_URL) => {
      const { fake, deliver, row } = await planned({ RESEND_API_URL });
      await deliver();
      expect(fake.calls).toBe(0);
      expect(await row()).toMatchObject({ state: 'dead', reason: 'outbound.refused' });
      expect((await row()).detail).not.toContain('secret');
    },
  );

  it('is dead after the last try, and goes out when it is replayed', async () => {
    const { fake, deliver, row, shop, waiting } = await planned({ DELIVERY_DELAYS_MS: '1,1' });
    fake.next(...Array.from({ length: 3 }, () => ({ kind: 'status', status: 503 }) as const));
    for (let i = 0; i < 3; i++) await deliver();
    const dead = await row();
    expect(dead).toMatchObject({ state: 'dead', reason: 'unavailable', attempts: 3 });
    expect(waiting).toEqual([]);
    const replayed = await shop.call('POST', `/v1/deliveries/${dead.id}/replay`);
    expect(replayed).toMatchObject({ status: 200, body: { state: 'pending', attempts: 0 } });
  });

  it('goes out once when the Worker dies between sending and recording', async () => {
    const { fake, deliver, waiting, row } = await planned();
    await deliver();
    const { id } = await row();
    await forget(id);
    waiting.push({ type: 'delivery', v: 1, ...(await placeOf(row)), attempt: 1 });
    await env.DB.prepare('UPDATE deliveries SET trying_since = ? WHERE id = ?')
      .bind(new Date(Date.now() - 60_000).toISOString(), id)
      .run();
    await deliver();
    expect(fake.calls).toBe(2);
    expect(fake.mails).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('needs its address alone in development, nowhere else', async () => {
    const unset = { RESEND_API_KEY: undefined, MAIL_FROM: undefined };
    const { fake, deliver, ann } = await planned(unset);
    await deliver();
    expect(fake.mails).toMatchObject([{ to: [ann.email], from: expect.stringContaining('@signalbox.example') }]);
    expect(await mailsOf(ann.email)).toHaveLength(1);
    const deployed = await planned({ ...unset, ENVIRONMENT: 'production' });
    await deployed.deliver();
    expect(deployed.fake.calls).toBe(0);
  });

  it('of which nobody knew for a day whether it went out is not sent again', async () => {
    const { fake, deliver, waiting, row } = await planned();
    await deliver();
    await forget((await row()).id);
    waiting.push({ type: 'delivery', v: 1, ...(await placeOf(row)), attempt: 1 });
    await deliver();
    expect(fake.calls).toBe(1);
    expect(await row()).toMatchObject({ state: 'dead', reason: 'outcome_unknown' });
  });

  it('by the platform’s binding is not sent again at all, because that knows no keys', async () => {
    const sent: string[] = [];
    const MAIL = { send: async ({ to }: { to: string }) => void sent.push(to) } as unknown as SendEmail;
    const { deliver, waiting, row } = await planned({ RESEND_API_KEY: undefined, MAIL });
    await deliver();
    expect(sent).toHaveLength(1);
    await forget((await row()).id);
    waiting.push({ type: 'delivery', v: 1, ...(await placeOf(row)), attempt: 1 });
    await deliver();
    expect(sent).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'dead', reason: 'outcome_unknown' });
  });
});

async function placeOf(row: () => Promise<{ tenant_id: string; project_id: string; id: string }>) {
  const { tenant_id, project_id, id } = await row();
  return { tenant_id, project_id, delivery_id: id };
}
