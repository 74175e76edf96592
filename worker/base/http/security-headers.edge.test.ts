import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import worker from '../../index.ts';
import { expectSecurityHeaders } from '../../testing/contract.ts';
import { request, seedTenant } from '../../testing/seed.ts';

describe('every reply', () => {
  it.each([
    ['GET', '/healthz'],
    ['GET', '/openapi.json'],
    ['GET', '/docs'],
    ['GET', '/.well-known/signalbox-keys'],
    ['GET', '/v1/no-such-route'],
    ['POST', '/healthz'],
    ['POST', '/'],
    ['GET', '/no-such-page'],
    ['DELETE', '/v1/events'],
    ['OPTIONS', '/v1/events'],
    ['POST', '/v1/auth/sign-in'],
  ])('has the security headers: %s %s', async (method, path) => {
    expectSecurityHeaders(`${method} ${path}`, (await request(method, path, undefined)).headers);
  });

  it('has them when the Worker fails inside', async () => {
    const { secret_key } = await seedTenant();
    const headers = { authorization: `Bearer ${secret_key}` };
    const DB = {
      prepare: () => {
        throw new Error('gone');
      },
    };
    const reply = await worker.fetch(
      new Request('https://signalbox.test/v1/rules', { headers }) as never,
      { ...env, DB } as never,
      createExecutionContext(),
    );
    expect(reply.status).toBeGreaterThanOrEqual(500);
    expectSecurityHeaders('GET /v1/rules', reply.headers);
  });

  it('tells browsers to come back by TLS only, in production', async () => {
    const SHIELD = { limit: async () => ({ success: true }) };
    const production = { ...env, ENVIRONMENT: 'production', SHIELD };
    const reply = await worker.fetch(
      new Request('https://signalbox.test/v1/rules') as never,
      production as never,
      createExecutionContext(),
    );
    expect(reply.headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
  });
});
