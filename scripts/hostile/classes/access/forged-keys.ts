/** Texts that are nearly a key: cut, turned, doubled, revoked, expired, in the wrong place. */
import { createHash } from 'node:crypto';
import { type Attempt, both, type HostileClass, refusedWith, withoutAny } from '../../attempt.ts';
import { type Ask, send } from '../../http.ts';
import { bearer, expectOk, secretsOf, type World, withKey } from '../../world.ts';

export const forgedKeys: HostileClass = { name: 'forged-keys', least: 110, attempts };

async function* attempts(world: World): AsyncIterable<Attempt> {
  const { base, victim } = world;
  const judge = both(refusedWith(401), withoutAny(secretsOf(victim)));
  const asks: Ask[] = [
    { path: '/v1/kpis' },
    { path: '/v1/events' },
    { path: '/v1/projects' },
    { method: 'POST', path: '/v1/events', body: { event_type: 'signup', idempotency_key: 'forged' } },
  ];
  const all = { ...variantsOf(victim.key), ...(await endedKeys(world)) };
  for (const [name, headers] of Object.entries(all)) {
    for (const ask of asks) {
      yield {
        what: `${ask.method ?? 'GET'} ${ask.path} with ${name}`,
        send: () => send(base, { ...ask, headers: { origin: base, ...headers } }),
        judge,
      };
    }
  }
  for (const name of ['key', 'api_key', 'access_token', 'token', 'authorization']) {
    const path = `/v1/kpis?${name}=${victim.key}`;
    yield { what: `GET /v1/kpis with the key as ?${name}=`, send: () => send(base, { path }), judge };
  }
}

function variantsOf(key: string): Record<string, Record<string, string>> {
  const middle = Math.floor(key.length / 2);
  const changed = `${key.slice(0, middle)}${key[middle] === 'a' ? 'b' : 'a'}${key.slice(middle + 1)}`;
  const last = key.at(-1) === 'a' ? 'b' : 'a';
  const unsigned = [{ alg: 'none' }, { sub: key }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return {
    'its prefix alone': bearer(key.slice(0, 3)),
    'one letter less': bearer(key.slice(0, -1)),
    'half of it': bearer(key.slice(0, middle)),
    'one letter more': bearer(`${key}a`),
    'its last letter changed': bearer(key.slice(0, -1) + last),
    'a letter inside changed': bearer(changed),
    capitals: bearer(key.toUpperCase()),
    'small letters': bearer(key === key.toLowerCase() ? `${key}x` : key.toLowerCase()),
    'a publishable prefix': bearer(key.replace(/^sk_/, 'pk_')),
    'an operator’s prefix': bearer(key.replace(/^sk_/, 'op_')),
    'no prefix': bearer(key.slice(3)),
    'its hash': bearer(createHash('sha256').update(key).digest('hex')),
    'its hash and a prefix': bearer(`sk_${createHash('sha256').update(key).digest('hex')}`),
    'a space inside': bearer(`${key.slice(0, middle)} ${key.slice(middle)}`),
    twice: bearer(`${key},${key}`),
    'a percent code': bearer(key.replace('_', '%5F')),
    'a NUL at its end': bearer(`${key}%00`),
    'SQL behind it': bearer(`${key}' OR '1'='1`),
    'a wild card': bearer(`${key.slice(0, 8)}%`),
    'a token without a signature': bearer(`${unsigned.join('.')}.`),
    'another scheme': { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    'no scheme': { authorization: key },
    'a cookie': { cookie: `signalbox_session=${key}; authorization=Bearer ${key}` },
    'another header': { 'x-api-key': key, 'x-authorization': `Bearer ${key}`, 'proxy-authorization': `Bearer ${key}` },
  };
}

/** Keys that worked once, or never: revoked before anybody used them, and replaced without an overlap. */
async function endedKeys({ base, victim }: World): Promise<Record<string, Record<string, string>>> {
  const call = async (method: string, path: string, body?: unknown) =>
    expectOk(path, await withKey(base, victim.key, { method, path, body })).body;
  const revoked = await call('POST', '/v1/keys', { name: 'to be revoked', scopes: ['read', 'events:write'] });
  await call('DELETE', `/v1/keys/${revoked.id}`);
  const replaced = await call('POST', '/v1/keys', { name: 'to be replaced', scopes: ['read', 'events:write'] });
  await call('POST', `/v1/keys/${replaced.id}/rotate`, { overlap_minutes: 0 });
  return {
    'a revoked key': bearer(revoked.key),
    'an expired key': bearer(replaced.key),
    'a key’s id': bearer(revoked.id),
    'a key’s id and a prefix': bearer(`sk_${revoked.id}`),
  };
}
