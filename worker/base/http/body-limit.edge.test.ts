import { describe, expect, it } from 'vitest';
import { Browser, freshEmail, PASSWORD } from '../../testing/person.ts';
import { request } from '../../testing/seed.ts';

const ORIGIN = { origin: 'https://signalbox.test' };
const KB = 1_024;

/** A sign-in with names that nobody knows, of so many of them. */
function withUnknown(names: number): string {
  const unknown = Array.from({ length: names }, (_, i) => `"k${i}":1`).join(',');
  return `{"email":"a@example.com","password":"x",${unknown}}`;
}

describe('bodies of sign-in and invitations', () => {
  it.each([
    '/v1/auth/sign-in',
    '/v1/auth/sign-up',
    '/v1/auth/password/reset',
    '/v1/auth/two-factor/verify',
    '/v1/auth/oidc/google',
    '/v1/invitations/accept',
  ])('may have 64 KB: POST %s', async (path) => {
    const body = JSON.stringify({ email: 'a'.repeat(64 * KB), password: PASSWORD });
    const reply = await request('POST', path, undefined, body, ORIGIN);
    expect([reply.status, reply.body.code]).toEqual([413, 'request.too_large']);
  });

  it('are refused by size before they are read, 300,000 unknown names included', async () => {
    const reply = await request('POST', '/v1/auth/sign-in', undefined, withUnknown(300_000), ORIGIN);
    expect([reply.status, reply.body.code]).toEqual([413, 'request.too_large']);
  });

  it('are counted while they arrive where no length was announced', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(8 * KB));
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1;
        if (sent > 1_000) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const reply = await request('POST', '/v1/auth/sign-in', undefined, endless as never, ORIGIN);
    expect(reply.status).toBe(413);
    expect(sent).toBeLessThan(20);
  });

  it('that fit get no more than ten issues', async () => {
    const reply = await request('POST', '/v1/auth/sign-in', undefined, withUnknown(6_000), ORIGIN);
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toHaveLength(10);
  });

  it('of an ordinary sign-in are taken', async () => {
    const reply = await new Browser().call('POST', '/v1/auth/sign-in', { email: freshEmail(), password: PASSWORD });
    expect(reply.status).toBe(401);
  });
});

it('takes no more than 1 MB in any other call', async () => {
  const reply = await request('POST', '/v1/rules', 'sk_none', JSON.stringify({ name: 'a'.repeat(1_024 * KB) }));
  expect([reply.status, reply.body.code]).toEqual([413, 'request.too_large']);
});
