/** Cookies that are nobody's session any more, or never were. */
import { createHash } from 'node:crypto';
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, newPerson, PASSWORD } from '../../browser.ts';
import { type Reply, send } from '../../http.ts';
import { expectOk, join, signIn, type World } from '../../world.ts';

export const sessions: HostileClass = { name: 'sessions', least: 90, attempts };

const PATHS = ['/v1/auth/session', '/v1/auth/sessions', '/v1/projects', '/v1/members'];

async function* attempts(world: World): AsyncIterable<Attempt> {
  const { base, victim } = world;
  const all = { ...(await tampered(victim.people.admin)), ...(await ended(world)) };
  for (const [name, cookie] of Object.entries(all)) {
    for (const path of PATHS) {
      yield {
        what: `GET ${path} with ${name}`,
        send: () => send(base, { path, headers: { cookie, origin: base } }),
        judge: (reply) => (reply.status === 401 ? undefined : `${said(reply)} instead of 401`),
      };
    }
  }
  yield* fixation(base);
  yield* attributes(base);
}

/** Variants of a live session's cookie. */
async function tampered(person: Browser): Promise<Record<string, string>> {
  const [name, value] = person.sessionCookie();
  const [token = ''] = decodeURIComponent(value).split('.');
  const { body } = await person.call('GET', '/v1/auth/session');
  const others = [
    'session',
    'better-auth.session_token',
    'signalbox.session_token',
    '__Secure-better-auth.session_token',
    'signalbox_session2',
    `${name}%00`,
    name.toUpperCase(),
  ];
  return {
    'a token cut short': `${name}=${token.slice(0, -1)}`,
    'a token with more': `${name}=${token}x`,
    'a token with a letter changed': `${name}=${token[0] === 'a' ? 'b' : 'a'}${token.slice(1)}`,
    'a token in other case': `${name}=${token.toUpperCase() === token ? token.toLowerCase() : token.toUpperCase()}`,
    'a token turned around': `${name}=${[...token].reverse().join('')}`,
    'the hash of a token': `${name}=${createHash('sha256').update(token).digest('hex')}`,
    'the hash of a token in base64': `${name}=${createHash('sha256').update(token).digest('base64url')}`,
    'a session’s id': `${name}=${body?.session_id}`,
    'a person’s id': `${name}=${body?.user?.id}`,
    SQL: `${name}=${encodeURIComponent("' OR '1'='1")}`,
    'a wild card': `${name}=%25`,
    'an empty value': `${name}=`,
    'a dot alone': `${name}=.`,
    ...Object.fromEntries(others.map((other) => [`the cookie by the name ${other}`, `${other}=${value}`])),
  };
}

/** Sessions that were live, each ended in another way. */
async function ended({ base, victim }: World): Promise<Record<string, string>> {
  const cookieOf = (browser: Browser) => browser.sessionCookie().join('=');
  const again = async (email: string) => {
    const browser = Object.assign(new Browser(base), { email });
    await signIn(browser);
    return browser;
  };
  const person = await newPerson(base);
  const [out, revoked, changed] = [await again(person.email), await again(person.email), await again(person.email)];
  const kept = [cookieOf(out), cookieOf(revoked), cookieOf(changed)];
  expectOk('signing out', await out.call('POST', '/v1/auth/sign-out'));
  const session = await revoked.call('GET', '/v1/auth/session');
  expectOk('ending a session', await person.call('DELETE', `/v1/auth/sessions/${session.body?.session_id}`));
  const change = { current_password: PASSWORD, password: 'another one of mine' };
  expectOk('changing the password', await person.call('POST', '/v1/auth/password', change));
  const { owner } = victim.people;
  const member = await join(owner, 'viewer');
  const removed = cookieOf(member);
  const { body } = await member.call('GET', '/v1/auth/session');
  expectOk('removing a member', await owner.call('DELETE', `/v1/members/${body?.user?.id}`));
  return {
    'a session that was signed out': kept[0]!,
    'a session that was ended from another': kept[1]!,
    'a session from before a new password': kept[2]!,
    'the session of a removed member': removed,
  };
}

/** A session that is known before the person signs in must not be theirs afterwards. */
async function* fixation(base: string): AsyncIterable<Attempt> {
  const person = await newPerson(base);
  const [name] = person.sessionCookie();
  for (const planted of ['fixed', 'fixed.signature', '0'.repeat(32)]) {
    yield {
      what: `a planted session ${planted}`,
      send: async () => {
        const browser = Object.assign(new Browser(base), { email: person.email });
        browser.cookies.set(name, planted);
        await signIn(browser);
        return await send(base, { path: '/v1/auth/session', headers: { cookie: `${name}=${planted}` } });
      },
      judge: (reply) => (reply.status === 401 ? undefined : `the planted session is theirs: ${said(reply)}`),
    };
  }
}

/** What pages and other sites may do with the cookie. */
async function* attributes(base: string): AsyncIterable<Attempt> {
  const person = await newPerson(base);
  for (const wanted of [/; *HttpOnly/i, /; *SameSite=(Lax|Strict)/i, /; *Path=\//i]) {
    yield {
      what: `the session’s cookie without ${wanted.source}`,
      send: () => new Browser(base).call('POST', '/v1/auth/sign-in', { email: person.email, password: PASSWORD }),
      judge: (reply) => looseCookie(reply, wanted),
    };
  }
}

function looseCookie(reply: Reply, wanted: RegExp): string | undefined {
  const cookies = reply.headers.getSetCookie();
  if (cookies.length === 0) return `no cookie: ${said(reply)}`;
  const loose = cookies.find((line) => !wanted.test(line) || /; *Domain=/i.test(line));
  return loose === undefined ? undefined : `set as ${loose.split('=')[0]} without it, or for other hosts`;
}
