import { describe, expect, it } from 'vitest';
import type { Ctx } from './context.ts';
import { createRouter, replyToError } from './router.ts';

/** The reply to a request whose handler throws, and what was logged of it. */
async function failing(error: Error, signal?: AbortSignal) {
  const lines: unknown[][] = [];
  const app = createRouter();
  app.use(async (c, next) => {
    c.set('ctx', { log: (...line: unknown[]) => lines.push(line) } as unknown as Ctx);
    await next();
  });
  app.get('/', () => {
    throw error;
  });
  app.onError(replyToError);
  const reply = await app.request(new Request('http://localhost/', { signal: signal ?? null }));
  return { status: reply.status, retry_after: reply.headers.get('retry-after'), body: await reply.json(), lines };
}

describe('a request that fails', () => {
  it('for an unknown reason is a logged 500 that tells nothing', async () => {
    const { status, body, lines } = await failing(new Error('secret detail'));
    expect([status, JSON.stringify(body).includes('secret')]).toEqual([500, false]);
    expect(lines).toMatchObject([['error', 'request failed', { status: 500, error: 'Error: secret detail' }]]);
  });

  it('because a disk is full is 503 and says when to come back', async () => {
    const { status, retry_after, body } = await failing(new Error('D1_ERROR: database or disk is full: SQLITE_FULL'));
    expect([status, retry_after]).toEqual([503, '30']);
    expect(body).toMatchObject({ code: 'storage.unavailable' });
  });

  it('because its client has gone is no error of ours', async () => {
    const { lines } = await failing(new Error('Network connection lost.'), AbortSignal.abort());
    expect(lines).toMatchObject([['info', 'client gone', { path: '/' }]]);
  });
});
