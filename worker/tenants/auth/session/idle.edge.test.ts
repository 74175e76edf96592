import { env, exports } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { freshEmail, newPerson, PASSWORD } from '../../../testing/person.ts';
import { until } from '../../../testing/seed.ts';

const DAY = 86_400_000;

const sessionOf = (email: string) =>
  env.DB.prepare('SELECT s.* FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = ?')
    .bind(email)
    .first<{ id: string; created_at: string; updated_at: string; expires_at: string }>();

/** Moves a session so many milliseconds into the past. */
async function age(email: string, by: number): Promise<void> {
  const { id, ...times } = (await sessionOf(email))!;
  const [created, updated, expires] = [times.created_at, times.updated_at, times.expires_at].map((time) =>
    new Date(Date.parse(time) - by).toISOString(),
  );
  await env.DB.prepare('UPDATE sessions SET created_at = ?, updated_at = ?, expires_at = ? WHERE id = ?')
    .bind(created, updated, expires, id)
    .run();
}

const near = (instant: string, ms: number) => Math.abs(Date.parse(instant) - ms) < 60_000;

describe('a session', () => {
  it('ends after seven days without a call', async () => {
    const person = await newPerson();
    expect(near((await sessionOf(person.email))!.expires_at, Date.now() + 7 * DAY)).toBe(true);
    await age(person.email, 7 * DAY + 1_000);
    expect((await person.call('GET', '/v1/auth/session')).body.code).toBe('auth.session_expired');
  });

  it('goes on while it is used, and is written at most once an hour', async () => {
    const person = await newPerson();
    const before = await sessionOf(person.email);
    await person.call('GET', '/v1/auth/session');
    expect(await sessionOf(person.email)).toEqual(before);
    await age(person.email, 6 * DAY);
    await person.call('GET', '/v1/auth/session');
    const renewed = await until(
      () => sessionOf(person.email),
      (row) => near(row!.expires_at, Date.now() + 7 * DAY),
    );
    expect(near(renewed!.updated_at, Date.now())).toBe(true);
    const [shown] = (await person.call('GET', '/v1/auth/sessions')).body.data;
    expect(shown).toMatchObject({ last_seen_at: renewed!.updated_at, expires_at: renewed!.expires_at });
  });

  it('ends after thirty days in any case', async () => {
    const person = await newPerson();
    await age(person.email, 6 * DAY);
    await env.DB.prepare('UPDATE sessions SET created_at = ? WHERE id = ?')
      .bind(new Date(Date.now() - 29 * DAY).toISOString(), (await sessionOf(person.email))!.id)
      .run();
    await person.call('GET', '/v1/auth/session');
    const bounded = await until(
      () => sessionOf(person.email),
      (row) => near(row!.updated_at, Date.now()),
    );
    expect(near(bounded!.expires_at, Date.now() + DAY)).toBe(true);
  });
});

describe('cookies', () => {
  const signIn = async (origin: string, email: string) => {
    const headers = { origin, 'content-type': 'application/json', 'cf-connecting-ip': '203.0.113.77' };
    const body = JSON.stringify({ email, password: PASSWORD });
    const reply = await exports.default.fetch(
      new Request(`${origin}/v1/auth/sign-in`, { method: 'POST', headers, body }),
    );
    expect(reply.status).toBe(204);
    return reply.headers.getSetCookie();
  };

  it('are bound to this host and to TLS where there is TLS', async () => {
    const { email } = await newPerson();
    const lines = await signIn('https://signalbox.test', email);
    expect(lines.map((line) => line.split('=')[0])).toEqual(['__Host-signalbox_session', '__Host-signalbox_device']);
    for (const line of lines) expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Secure|; Secure/);
    for (const line of lines) expect(line).not.toMatch(/domain=/i);
  });

  it('have plain names without it, and either opens nothing on the other', async () => {
    const { email } = await newPerson(freshEmail());
    const [session] = await signIn('http://localhost:8787', email);
    expect(session).toMatch(/^signalbox_session=/);
    expect(session).not.toContain('Secure');
    const cookie = session!.split(';')[0]!;
    const ask = (origin: string) =>
      exports.default
        .fetch(new Request(`${origin}/v1/auth/session`, { headers: { cookie } }))
        .then(({ status }) => status);
    expect([await ask('http://localhost:8787'), await ask('https://signalbox.test')]).toEqual([200, 401]);
  });
});
