import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { request, seedTenant } from '../testing/seed.ts';

interface Operation {
  requestBody?: object;
  responses: Record<string, object>;
}

/** Every operation of the published document that takes a body. */
async function withBody(): Promise<{ method: string; path: string; responses: Operation['responses'] }[]> {
  const { paths } = (await request('GET', '/openapi.json', undefined)).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { requestBody }]) => requestBody)
      .map(([method, { responses }]) => ({ method: method.toUpperCase(), path, responses })),
  );
}

describe('a body that is not JSON', () => {
  it('of another content type is 415 wherever the caller may go, and never our fault', async () => {
    const { secret_key } = await seedTenant();
    const reached: string[] = [];
    for (const { method, path, responses } of await withBody()) {
      expect([method, path, '415' in responses]).toEqual([method, path, true]);
      const key = path.startsWith('/v1/admin/') ? env.INTERNAL_ADMIN_API_KEY : secret_key;
      const url = path.replace(/\{\w+\}/g, 'none');
      const reply = await request(method, url, key, 'name=x', { 'content-type': 'application/x-www-form-urlencoded' });
      expect([method, path, reply.status < 500]).toEqual([method, path, true]);
      if (reply.status !== 415) continue;
      expect(reply.headers.get('content-type')).toBe('application/problem+json');
      expect(reply.body).toMatchObject({ code: 'request.unsupported_type', status: 415 });
      reached.push(`${method} ${path}`);
    }
    expect(reached).toEqual(
      expect.arrayContaining([
        'POST /v1/rules',
        'PATCH /v1/rules/{id}',
        'POST /v1/alerts/{id}/snooze',
        'POST /v1/admin/tenants',
      ]),
    );
  });
});
