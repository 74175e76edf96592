/** `session`: what checking a session adds to a request, against the same route called with a key that the isolate remembers. */
import { call } from '../scripts/demo/admin.ts';
import { type Server, withServer } from './host/server.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';
import { median, quantile } from './stats.ts';

/** Rounds of so many calls of each kind, in turns, so that whatever else the machine does meets both alike. */
const ROUNDS = 5;
const CALLS = 1_000;
const WARM_UP = 200;
const PASSWORD = 'a password of the benchmark';

const row = rowsOfBench('session');

type Headers = Record<string, string>;

/** All rows of `session`. */
export async function* session(): AsyncGenerator<Row> {
  yield* await withServer(measure);
}

async function measure(server: Server): Promise<Row[]> {
  const { id, key, tenant_id } = await makeProject(server);
  const url = `${server.url}/v1/projects/${id}`;
  const withKey = { authorization: `Bearer ${key}` };
  const withSession = { cookie: await signIn(server, tenant_id), 'signalbox-project': id };
  await round(url, withKey, withSession, WARM_UP);
  const rounds: Awaited<ReturnType<typeof round>>[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(url, withKey, withSession, CALLS));
  return [0.5, 0.95].flatMap((share) => {
    const of = (kind: 'key' | 'session') => rounds.map((times) => quantile(times[kind], share));
    const [keyed, checked] = [median(of('key')), median(of('session'))];
    const adds = median(of('session').map((value, i) => value - of('key')[i]!));
    const name = `p${share * 100}`;
    return [
      row(`session.key.${name}`, keyed, 'ms'),
      row(`session.${name}`, checked, 'ms', { against: `session.key.${name}`, ratio: checked / keyed }),
      row(`session.adds.${name}`, adds, 'ms'),
    ];
  });
}

/** Milliseconds of each call, ascending, key and session in turns over one connection. */
async function round(url: string, key: Headers, session: Headers, calls: number) {
  const times = { key: [] as number[], session: [] as number[] };
  for (let i = 0; i < calls; i++) {
    times.key.push(await timed(url, key));
    times.session.push(await timed(url, session));
  }
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  return times;
}

async function timed(url: string, headers: Headers): Promise<number> {
  const start = performance.now();
  const reply = await fetch(url, { headers });
  await reply.arrayBuffer();
  if (reply.status !== 200) throw new Error(`${url}: ${reply.status}`);
  return performance.now() - start;
}

/** Makes an owner and signs them in as the dashboard does; returns the cookie. */
async function signIn(server: Server, tenant_id: string): Promise<string> {
  const { url, admin_key } = server;
  const email = 'owner@bench.example';
  const owner = { email, name: 'Owner', password: PASSWORD };
  await call(url, admin_key, 'PUT', `/v1/admin/tenants/${tenant_id}/owner`, owner);
  const headers = { origin: url, 'content-type': 'application/json' };
  const body = JSON.stringify({ email, password: PASSWORD });
  const reply = await fetch(`${url}/v1/auth/sign-in`, { method: 'POST', headers, body });
  const [cookie] = reply.headers.getSetCookie();
  if (reply.status !== 204 || !cookie) throw new Error(`sign-in: ${reply.status} ${await reply.text()}`);
  return cookie.split(';')[0]!;
}
