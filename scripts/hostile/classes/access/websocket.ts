/** Live sockets for whoever may not listen, and sockets that outlive the right to them. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { newPerson } from '../../browser.ts';
import { type Reply, send } from '../../http.ts';
import { bearer, expectOk, join, operate, type World, withKey } from '../../world.ts';

export const websocket: HostileClass = { name: 'websocket', least: 36, attempts };

const UPGRADE = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
const upgradeHeaders = () => ({ ...UPGRADE, 'sec-websocket-key': randomBytes(16).toString('base64') });

/** Closed sockets are told so within this time. */
const CLOSED_WITHIN_MS = 3_000;

async function* attempts(world: World): AsyncIterable<Attempt> {
  const { base, victim, attacker } = world;
  const open = (what: string, path: string, headers: Record<string, string>): Attempt => ({
    what,
    send: () => send(base, { path, headers: { ...upgradeHeaders(), ...headers } }),
    judge: (reply) => (reply.status >= 400 && reply.status < 500 ? undefined : `opened: ${said(reply)}`),
  });
  const owner = victim.people.owner.headers();
  const foreign: Record<string, Record<string, string>> = {
    'no credential': {},
    'a made-up key': bearer('sk_none'),
    'a publishable key': bearer(victim.publishable_key),
    'a key that only sends': bearer(victim.keys['events:write']),
    'a key that only manages': bearer(victim.keys.manage),
    'a made-up session': { cookie: 'signalbox_session=x', origin: base },
    'the key as a protocol': { 'sec-websocket-protocol': victim.key },
  };
  for (const [name, headers] of Object.entries(foreign)) {
    yield open(`a socket with ${name}`, '/v1/live', headers);
    yield open(`a socket of a project with ${name}`, `/v1/live?project=${victim.project_id}`, headers);
  }
  for (const name of ['key', 'token', 'access_token'])
    yield open(`a socket with ?${name}=`, `/v1/live?${name}=${victim.key}`, {});
  for (const origin of ['https://evil.example', 'null', `${base}.evil.example`]) {
    yield open(`a socket of a person from ${origin}`, '/v1/live', { ...owner, origin });
  }
  const { origin: _, ...nowhere } = owner;
  yield open('a socket of a person from nowhere', '/v1/live', nowhere);
  for (const project of [victim.project_id, victim.second_project_id, "' OR 1=1 --", '%', '']) {
    yield open(
      `a socket of another tenant’s project ${project.slice(0, 3)}`,
      `/v1/live?project=${encodeURIComponent(project)}`,
      bearer(attacker.key),
    );
    yield open(`the same by a person ${project.slice(0, 3)}`, `/v1/live?project=${encodeURIComponent(project)}`, {
      ...attacker.people.owner.headers(),
      'signalbox-project': project.replaceAll(/\W/g, ''),
    });
  }
  yield open(
    'a socket of another project of the same tenant',
    `/v1/live?project=${victim.second_project_id}`,
    bearer(victim.key),
  );
  yield* outliving(world);
}

/** Sockets that are open when the right to them ends. */
async function* outliving(world: World): AsyncIterable<Attempt> {
  for (const [what, prepare] of Object.entries(ENDINGS)) {
    yield {
      what: `a socket after ${what}`,
      send: async () => {
        const { headers, end } = await prepare(world);
        const live = listen(world.base, headers);
        await live.opened;
        const reply = await end();
        const isOver = await live.ends();
        live.close();
        return { ...reply, status: isOver ? 401 : 101 };
      },
      judge: (reply) => (reply.status === 101 ? 'still open' : undefined),
    };
  }
}

interface Ending {
  headers: Record<string, string>;
  end: () => Promise<Reply>;
}

const ENDINGS: Record<string, (world: World) => Promise<Ending>> = {
  'its person signed out': async ({ victim }) => {
    const member = await join(victim.people.owner, 'viewer');
    return { headers: member.headers(), end: () => member.call('POST', '/v1/auth/sign-out') };
  },
  'its person was removed': async ({ victim }) => {
    const member = await join(victim.people.owner, 'viewer');
    const { body } = await member.call('GET', '/v1/auth/session');
    return {
      headers: member.headers(),
      end: () => victim.people.owner.call('DELETE', `/v1/members/${body?.user?.id}`),
    };
  },
  'its partner was removed': async ({ base, adminKey, victim }) => {
    const partner = await newPerson(base);
    const { user_id } = await operate(base, adminKey, 'PUT', `/v1/admin/tenants/${victim.id}/partners`, {
      email: partner.email,
    });
    expectOk('switching', await partner.call('POST', '/v1/auth/tenant', { tenant_id: victim.id }));
    return { headers: partner.headers(), end: () => victim.people.owner.call('DELETE', `/v1/partners/${user_id}`) };
  },
  'its key was revoked': async ({ base, victim }) => {
    const body = { name: 'socket', scopes: ['read'] };
    const made = expectOk('a key', await withKey(base, victim.key, { method: 'POST', path: '/v1/keys', body })).body;
    const end = () => withKey(base, victim.key, { method: 'DELETE', path: `/v1/keys/${made.id}` });
    return { headers: bearer(made.key), end };
  },
};

/** A socket that stays open until somebody closes it. */
function listen(base: string, headers: Record<string, string>) {
  const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/v1/live`, { headers } as never);
  const opened = new Promise<void>((done, fail) => {
    socket.addEventListener('open', () => done());
    socket.addEventListener('error', () => fail(new Error('A socket that should open did not.')));
  });
  // The server's close frame is enough; the connection itself may linger.
  const ends = async () => {
    for (const until = Date.now() + CLOSED_WITHIN_MS; Date.now() < until; await sleep(20)) {
      if (socket.readyState !== WebSocket.OPEN) return true;
    }
    return false;
  };
  return { opened, ends, close: () => socket.close() };
}
