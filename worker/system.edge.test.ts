/** Health with the version that runs, and the request log, over the whole app. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import project from '../package.json' with { type: 'json' };
import { app } from './app.ts';
import type { Env } from './base/env.ts';
import { seedTenant } from './testing/seed.ts';

const base = env as unknown as Env;

/** The line of the request log that a call leaves. */
async function logged(path: string, headers: Record<string, string> = {}) {
  const info = vi.spyOn(console, 'info').mockImplementation(() => {});
  const context = createExecutionContext();
  try {
    await app.request(path, { headers }, { ...base, LOG_LEVEL: 'info' }, context);
    await waitOnExecutionContext(context);
    return info.mock.calls
      .map(([line]) => JSON.parse(line as string) as Record<string, unknown>)
      .find(({ message }) => message === 'request');
  } finally {
    info.mockRestore();
  }
}

it('health says which version runs, and which commit where it is known', async () => {
  const plain = await exports.default.fetch('http://localhost/healthz');
  expect(await plain.json()).toEqual({ status: 'ok', version: project.version });
  const deployed = await app.request('/healthz', {}, { ...base, COMMIT: '0123abc' });
  expect(await deployed.json()).toEqual({ status: 'ok', version: project.version, commit: '0123abc' });
});

describe('request log', () => {
  it('has status, duration and request id of each call, refused ones too', async () => {
    const tenant = await seedTenant();
    const headers = { authorization: `Bearer ${tenant.secret_key}` };
    const common = { level: 'info', method: 'GET', path: '/v1/metrics' };
    const taken = await logged('/v1/metrics', headers);
    const refused = await logged('/v1/metrics');
    expect(taken).toMatchObject({ ...common, status: 200, tenant_id: tenant.tenant_id });
    expect(refused).toMatchObject({ ...common, status: 401 });
    for (const line of [taken, refused]) {
      expect(line?.duration_ms).toBeGreaterThanOrEqual(0);
      expect(line?.request_id).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('shows no token of a path', async () => {
    const line = await logged('/v1/invitations/inv_secret-token');
    expect(line).toMatchObject({ status: 404 });
    expect(JSON.stringify(line)).not.toContain('secret-token');
  });
});
