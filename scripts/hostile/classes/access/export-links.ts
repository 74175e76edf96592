/** Links of exports: changed, of another export, prolonged, after their export was deleted. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Attempt, both, type HostileClass, refused, withoutAny } from '../../attempt.ts';
import { send } from '../../http.ts';
import { expectOk, secretsOf, type Tenant, type World, withKey } from '../../world.ts';

export const exportLinks: HostileClass = { name: 'export-links', least: 26, attempts };

const READY_WITHIN_MS = 30_000;

interface Ready {
  id: string;
  /** Path and query of its link. */
  link: URL;
}

async function* attempts({ base, victim, attacker }: World): AsyncIterable<Attempt> {
  const [theirs, own] = await Promise.all([readyExport(base, victim), readyExport(base, attacker)]);
  const judge = both(refused, withoutAny(secretsOf(victim)));
  for (const [name, path] of Object.entries(changed(theirs, own))) {
    yield { what: `a link with ${name}`, send: () => send(base, { path }), judge };
  }
  for (const path of [`/v1/exports/${theirs.id}`, `/v1/exports/${theirs.id}/download`]) {
    yield { what: `${path} with another tenant’s key`, send: () => withKey(base, attacker.key, { path }), judge };
    yield { what: `${path} with another tenant’s owner`, send: () => attacker.people.owner.call('GET', path), judge };
    yield {
      what: `${path} with a key of another project`,
      send: () => withKey(base, victim.second_key, { path }),
      judge,
    };
  }
  const gone = await readyExport(base, victim);
  expectOk('deleting an export', await withKey(base, victim.key, { method: 'DELETE', path: `/v1/exports/${gone.id}` }));
  yield {
    what: 'the link of a deleted export',
    send: () => send(base, { path: gone.link.pathname + gone.link.search }),
    judge,
  };
}

async function readyExport(base: string, { key }: Tenant): Promise<Ready> {
  const { id } = expectOk('an export', await withKey(base, key, { method: 'POST', path: '/v1/exports' })).body;
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await sleep(100)) {
    const { body } = await withKey(base, key, { path: `/v1/exports/${id}` });
    if (body?.download_url) return { id, link: new URL(body.download_url, base) };
  }
  throw new Error('An export did not become ready.');
}

function changed(theirs: Ready, own: Ready): Record<string, string> {
  const { pathname, searchParams } = theirs.link;
  const [expires, signature] = [searchParams.get('expires')!, searchParams.get('signature')!];
  const link = (path: string, query: Record<string, string>) => `${path}?${new URLSearchParams(query)}`;
  const mine = Object.fromEntries(own.link.searchParams);
  const later = String(Number(expires) + 86_400_000);
  const flipped = `${signature[0] === 'a' ? 'b' : 'a'}${signature.slice(1)}`;
  return {
    'no query': pathname,
    'no signature': link(pathname, { expires }),
    'no time': link(pathname, { signature }),
    'an empty signature': link(pathname, { expires, signature: '' }),
    'a signature cut short': link(pathname, { expires, signature: signature.slice(0, -1) }),
    'a longer signature': link(pathname, { expires, signature: `${signature}A` }),
    'a changed signature': link(pathname, { expires, signature: flipped }),
    'a signature in other case': link(pathname, {
      expires,
      signature: signature.toUpperCase() === signature ? signature.toLowerCase() : signature.toUpperCase(),
    }),
    'a later time': link(pathname, { expires: later, signature }),
    'a time without end': link(pathname, { expires: '9999999999999', signature }),
    'a time in other words': link(pathname, { expires: `${expires}.5`, signature }),
    'a time of long ago': link(pathname, { expires: '1', signature }),
    'two times': `${link(pathname, { expires: later, signature })}&expires=${expires}`,
    'the query of another export': link(pathname, mine),
    'the other’s signature and this time': link(pathname, { expires, signature: mine.signature ?? '' }),
    'another export’s id': link(pathname.replace(theirs.id, own.id), { expires, signature }),
    'an id in capitals': link(pathname.replace(theirs.id, theirs.id.toUpperCase()), { expires, signature }),
    'an id and more': link(pathname.replace(theirs.id, `${theirs.id}%00`), { expires, signature }),
    'a path out of it': link(`/v1/exports/${own.id}/..%2f${theirs.id}/download`, mine),
    'null as a signature': link(pathname, { expires, signature: 'null' }),
  };
}
