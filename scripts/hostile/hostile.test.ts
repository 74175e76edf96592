import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeProvider, startFakeProvider } from '../fakes/oidc.ts';
import { type HostileClass, isClean, refusedWith, runClass } from './attempt.ts';
import { Browser } from './browser.ts';
import { CLASSES } from './classes/index.ts';
import { readRoutes } from './routes.ts';
import { sampleOf } from './sample.ts';
import { loopbackOnly } from './target.ts';
import { ROLES, secretsOf, type Tenant, type World } from './world.ts';
import { startYesServer, type YesServer } from './yes-server.ts';

/** Some attempts cannot fail there: that the owner gets in, sums over several attempts, what the runtime refuses itself. */
const SHARE: Record<string, number> = { 'mail-flood': 0.6, races: 0.5, bodies: 0.6, sessions: 0.9, passwords: 0.9 };

let server: YesServer;
let provider: FakeProvider;
let world: World;

function tenant(base: string, number: number): Tenant {
  const person = (role: string) => {
    const browser = Object.assign(new Browser(base), { email: `${role}-${number}@example.com` });
    browser.cookies.set('signalbox_session', 'token.signature');
    return browser;
  };
  const id = (kind: string) => `${kind}_${number}${'0'.repeat(27)}`;
  return {
    id: id('ten'),
    project_id: id('prj'),
    second_project_id: id('prk'),
    second_key: 'sk_second',
    people: Object.fromEntries(ROLES.map((role) => [role, person(role)])) as Tenant['people'],
    key: 'sk_live_key',
    keys: { 'events:write': 'sk_write', read: 'sk_read', manage: 'sk_manage' },
    publishable_key: 'pk_page',
    amount: 1_000_000 + number,
    things: new Map([
      ['/v1/things', [id('thg')]],
      ['/v1/events', [id('evt')]],
    ]),
  };
}

beforeAll(async () => {
  server = await startYesServer(() => secretsOf(world.victim));
  provider = await startFakeProvider();
  const { base } = server;
  const [victim, attacker] = [tenant(base, 1), tenant(base, 2)];
  world = { base, adminKey: 'operator', provider, routes: [], victim, attacker };
  world.routes = await readRoutes(base);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

describe('every class', () => {
  it('counts as let through what a server lets through that says yes to everybody', async () => {
    const shares: [string, number][] = [];
    for (const one of CLASSES) {
      const { name, attempts, through, error } = await runClass(one, world, () => {});
      shares.push([`${name} ${error ?? ''}`, attempts === 0 ? 0 : through.length / attempts]);
    }
    expect(shares.filter(([name, share]) => share < (SHARE[name.trim()] ?? 0.99))).toEqual([]);
  }, 120_000);

  it('has a name of its own, and there are 25 or more with 3,000 attempts', () => {
    expect(new Set(CLASSES.map(({ name }) => name)).size).toBe(CLASSES.length);
    expect(CLASSES.length).toBeGreaterThanOrEqual(25);
    expect(CLASSES.reduce((sum, { least }) => sum + least, 0)).toBeGreaterThanOrEqual(3_000);
  });
});

describe('the judgement of a class', () => {
  const canned = (least: number, status: number): HostileClass => ({
    name: 'canned',
    least,
    attempts: () => [
      {
        what: 'one',
        send: async () => ({
          status,
          headers: new Headers({ 'content-type': 'application/problem+json' }),
          text: '',
          body: { code: 'x' },
          ms: 0,
        }),
        judge: refusedWith(403),
      },
    ],
  });

  it('is clean only when everything was refused and enough was tried', async () => {
    const verdict = async (one: HostileClass) => isClean(await runClass(one, world, () => {}));
    expect(await verdict(canned(1, 403))).toBe(true);
    expect(await verdict(canned(2, 403))).toBe(false);
    expect(await verdict(canned(1, 200))).toBe(false);
    expect(await verdict(canned(1, 500))).toBe(false);
  });

  it('is not clean when the class breaks off', async () => {
    const broken: HostileClass = {
      name: 'broken',
      least: 0,
      attempts: () => {
        throw new Error('no world');
      },
    };
    const outcome = await runClass(broken, world, () => {}).catch((error: Error) => ({ error: error.message }));
    expect(outcome.error).toBe('no world');
  });
});

it.each([
  'https://signalbox.example',
  'http://10.0.0.1:8787',
  'http://localhost.evil.example',
  'http://127.0.0.1.evil.example',
  'http://[::2]',
])('attacks nothing but this machine: %s', (url) => {
  expect(() => loopbackOnly(url)).toThrow('not on this machine');
});

it('makes valid bodies of schemas', () => {
  const document = { paths: {}, components: { schemas: { Name: { type: 'string', minLength: 3 } } } };
  const schema = {
    type: 'object',
    properties: {
      name: { $ref: '#/components/schemas/Name' },
      code: { type: 'string', pattern: '^\\d{6}$' },
      extra: {},
    },
    required: ['name', 'code'],
  };
  expect(sampleOf(schema, document)).toEqual({ name: 'sample', code: '123456' });
});
