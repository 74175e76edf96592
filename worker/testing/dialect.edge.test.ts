/** What holds for the reply of any route: refusals of what it does not know, and the headers that explain them. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { expectRefusal, knock, makeWorld, nobody, operations, permitted } from './contract.ts';
import { EXPECTATIONS } from './expectations.ts';
import { request, seedTenant } from './seed.ts';

const all = await operations();

describe('every route', () => {
  it('refuses query parameters that it does not know', async () => {
    const world = await makeWorld();
    for (const operation of all) {
      const expectation = EXPECTATIONS[operation.id]!;
      // Nobody of this world is an operator: they are refused before the query is read.
      if (expectation.expected_status === 403) continue;
      const call = await expectation.request(world);
      const caller = expectation.audience === 'anyone' ? nobody : permitted(expectation, world)[0]![1];
      const query = [call.query, 'surprise=1'].filter(Boolean).join('&');
      const reply = await knock(operation, { ...call, query }, caller);
      expectRefusal(operation.id, reply, 422, 'request.invalid');
      expect(reply.body.errors, operation.id).toEqual([
        { path: 'surprise', code: 'unknown', message: expect.any(String) },
      ]);
    }
  });

  it('replies 405 with the methods of its path to any other method', async () => {
    const { call } = await seedTenant();
    const paths = new Map<string, string[]>();
    for (const { path, method } of all) paths.set(path, [...(paths.get(path) ?? []), method]);
    for (const [path, methods] of paths) {
      const url = path.replaceAll(/\{\w+\}/g, 'none');
      const as = path.startsWith('/v1/admin/') ? env.INTERNAL_ADMIN_API_KEY : undefined;
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !methods.includes(one))) {
        const reply = as ? await request(method, url, as) : await call(method, url);
        // A path of fixed words may also be one of an id: `/v1/alerts/counts`.
        if (reply.status !== 405) continue;
        expectRefusal(`${method} ${path}`, reply, 405, 'route.method_not_allowed');
        const allowed = reply.headers.get('allow')!.split(', ');
        expect(allowed, `${method} ${path}`).toEqual(expect.arrayContaining(methods));
        expect(allowed).not.toContain(method);
      }
      expect((await call('PUT', '/v1/rules')).headers.get('allow')).toBe('GET, HEAD, POST');
    }
  });

  it('of pages and documents takes no other method either', async () => {
    for (const path of ['/', '/en', '/ja', '/docs', '/openapi.json', '/healthz', '/.well-known/signalbox-keys']) {
      const reply = await request('POST', path, undefined, '{}');
      expectRefusal(path, reply, 405, 'route.method_not_allowed');
      expect(reply.headers.get('allow'), path).toBe('GET, HEAD');
    }
    expect(await request('POST', '/v1/none', (await seedTenant()).secret_key)).toMatchObject({ status: 404 });
  });

  it('says to whoever lacks a credential, or has a wrong one, how to show one', async () => {
    const challenge = async (key?: string) =>
      (await request('GET', '/v1/metrics', key)).headers.get('www-authenticate');
    expect(await challenge()).toBe('Bearer realm="Signalbox"');
    expect(await challenge('sk_wrong')).toBe('Bearer realm="Signalbox", error="invalid_token"');
    const body = { email: 'nobody@example.com', password: 'wrong' };
    const reply = await nobody('POST', '/v1/auth/sign-in', body);
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Signalbox"']);
  });
});

it('a page of another site may read what it needs to go on: the request, the limit, when to try again', async () => {
  const { publishable_key } = await seedTenant();
  const event = { event_type: 'signup', idempotency_key: 'a' };
  for (const body of [event, { ...event, source: 5 }]) {
    const { headers } = await request('POST', '/v1/events', publishable_key, body, { origin: 'https://shop.example' });
    const exposed = headers.get('access-control-expose-headers')!.split(', ');
    expect(exposed).toEqual(expect.arrayContaining(['x-request-id', 'retry-after', 'ratelimit-remaining']));
    expect(headers.get('access-control-allow-origin')).toBe('https://shop.example');
  }
  const preflight = await request('OPTIONS', '/v1/events', undefined);
  expect(preflight.status).toBe(204);
});
