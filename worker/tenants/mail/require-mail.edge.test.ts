import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import worker from '../../index.ts';
import { freshEmail, mailsTo, newPerson, PASSWORD } from '../../testing/person.ts';

/** A request whose Host is the attacker's, to a Worker that was deployed without `APP_URL`. */
async function forged(path: string, body: unknown, over: object) {
  const request = new Request(`https://evil.test${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.test', 'cf-connecting-ip': '192.0.2.77' },
    body: JSON.stringify(body),
  });
  const SHIELD = { limit: async () => ({ success: true }) };
  return await worker.fetch(
    request as never,
    { ...env, ENVIRONMENT: 'production', SHIELD, ...over },
    createExecutionContext(),
  );
}

it('sends no link to where a forged Host leads: production without APP_URL refuses to mail', async () => {
  const { email } = await newPerson();
  const calls: [string, object][] = [
    ['/v1/auth/password/request-reset', { email }],
    ['/v1/auth/sign-up', { email: freshEmail(), name: 'Ada', password: PASSWORD }],
    ['/v1/auth/email/send', { sign_up_id: 'sup_unknown' }],
  ];
  for (const [path, body] of calls) {
    const reply = await forged(path, body, { APP_URL: undefined });
    expect(reply.status, path).toBe(503);
    expect(await reply.json()).toMatchObject({ code: 'mail.not_configured' });
  }
});

it('links to APP_URL whatever the Host says', async () => {
  const { email } = await newPerson();
  const over = { APP_URL: 'https://signalbox.example', MAIL_FROM: 'box@signalbox.example' };
  expect((await forged('/v1/auth/password/request-reset', { email }, over)).status).toBe(202);
  // The sign-up's own mail is the first.
  const [mail] = await mailsTo(email, 2);
  expect(mail!.text).toContain('https://signalbox.example/reset-password#token=');
  expect(mail!.text).not.toContain('evil.test');
});
