/** `notifications`: from an alert to the transport, and many plans through a queue that repeats itself and a transport that fails. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { adminClient, call as callApi } from '../scripts/demo/admin.ts';
import type { Counts } from './host/counting.ts';
import { type Server, withServer } from './host/server.ts';
import { type BenchProject, makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';
import { quantile } from './stats.ts';

const ENTRY = fileURLToPath(import.meta.resolve('./host/notifications-entry.ts'));
const WARM_UP = 10;
const SAMPLES = 300;
const PEOPLE = 1_000;
const ALERTS = 10;
const FAILING_PERCENT = 30;
const TWICE_PERCENT = 20;
const DIGEST_PEOPLE = 5_000;
/** Batches of a planning over 5,000 people before it is killed: about half of them. */
const KILLED_AFTER = 12;
/** The last of the waits add up to five minutes. */
const PATIENCE_MS = 480_000;

const row = rowsOfBench('notifications');

/** All rows of `notifications`. */
export async function* notifications(): AsyncGenerator<Row> {
  yield* await withServer(latency, ENTRY);
  yield* await withServer(flood, ENTRY);
  yield* await withServer(killed, ENTRY);
  yield* await withServer(digest, ENTRY);
}

/** An event, the alert that it raises, and the mail in the transport's hands. */
async function latency(server: Server): Promise<Row[]> {
  const project = await makeProject(server);
  await bench(server, 'members', { ...idsOf(project), count: 1 });
  const scopes = ['events:write', 'read', 'manage'];
  const order = { name: 'bench', kind: 'secret', scopes, replace: false } as const;
  const { key } = await adminClient(server.url, server.admin_key).createKey(project.id, order);
  const rule = { name: 'Paid', type: 'event', event_type: 'payment_succeeded' };
  await callApi(server.url, key, 'POST', '/v1/rules', rule);
  const times: number[] = [];
  let { mails } = await bench<{ mails: number }>(server, 'mails', {});
  for (let i = -WARM_UP; i < SAMPLES; i++) {
    const started = performance.now();
    const body = {
      event_type: 'payment_succeeded',
      idempotency_key: crypto.randomUUID(),
      payload: { amount_cents: 1, currency: 'GBP' },
    };
    await callApi(server.url, key, 'POST', '/v1/events', body);
    await bench(server, 'next', { count: mails + 1 });
    if (i >= 0) times.push(performance.now() - started);
    const [alert] = ((await callApi(server.url, key, 'GET', '/v1/alerts?status=pending')) as { data: { id: string }[] })
      .data;
    await callApi(server.url, key, 'POST', `/v1/alerts/${alert!.id}/resolve`);
    // The raised one and the resolved one.
    await bench(server, 'next', { count: mails + 2 });
    mails += 2;
  }
  const ascending = times.sort((a, b) => a - b);
  return [0.5, 0.99].map((share) =>
    row(`notifications.to_transport.p${share * 100}`, quantile(ascending, share), 'ms'),
  );
}

/** 10,000 plans; a fifth of the messages comes twice, three in ten calls of the transport fail. */
async function flood(server: Server): Promise<Row[]> {
  const project = await makeProject(server);
  await bench(server, 'members', { ...idsOf(project), count: PEOPLE });
  await bench(server, 'trouble', { count: FAILING_PERCENT, break_after: TWICE_PERCENT });
  await takeCounts(server);
  const started = performance.now();
  await bench(server, 'plan', { ...idsOf(project), count: ALERTS });
  const planned_ms = performance.now() - started;
  const { d1_rows } = await takeCounts(server);
  const states = await drained(server, project, ALERTS * PEOPLE);
  const seconds = (performance.now() - started) / 1_000;
  return [
    row('notifications.plans', ALERTS * PEOPLE, 'plans'),
    row('notifications.planning', (ALERTS * PEOPLE) / (planned_ms / 1_000), 'plans/s'),
    row('notifications.rows', d1_rows / (ALERTS * PEOPLE), 'rows/plan, tries begun meanwhile included'),
    row('notifications.delivered', (ALERTS * PEOPLE) / seconds, 'plans/s'),
    ...rowsOf('notifications', states),
  ];
}

/** One planning over 5,000 people, killed half-way and begun again. */
async function killed(server: Server): Promise<Row[]> {
  const project = await makeProject(server);
  await bench(server, 'members', { ...idsOf(project), count: DIGEST_PEOPLE });
  await bench(server, 'plan', { ...idsOf(project), count: 1, break_after: KILLED_AFTER });
  const before = await bench<States>(server, 'states', idsOf(project));
  if (before.planned === 0 || before.planned === DIGEST_PEOPLE)
    throw new Error(`It was not killed half-way: ${before.planned}.`);
  await bench(server, 'plan', { ...idsOf(project), count: 1 });
  return rowsOf('notifications.killed', await drained(server, project, DIGEST_PEOPLE));
}

/** The digest of one hour for 5,000 people, killed half-way; the minute cron finds the hour due still, and messages come twice. */
async function digest(server: Server): Promise<Row[]> {
  const project = await makeProject(server);
  await bench(server, 'members', { ...idsOf(project), count: DIGEST_PEOPLE });
  await bench(server, 'trouble', { count: 0, break_after: TWICE_PERCENT });
  await bench(server, 'digest', { ...idsOf(project), break_after: KILLED_AFTER });
  const before = await bench<States>(server, 'states', idsOf(project));
  if (before.planned === 0 || before.planned === DIGEST_PEOPLE)
    throw new Error(`It was not killed half-way: ${before.planned}.`);
  const end = Date.now() + PATIENCE_MS;
  for (let planned = before.planned; planned < DIGEST_PEOPLE && Date.now() < end; ) {
    await bench(server, 'minute', {});
    await sleep(500);
    ({ planned } = await bench<States>(server, 'states', idsOf(project)));
  }
  return rowsOf('notifications.digest', await drained(server, project, DIGEST_PEOPLE));
}

interface States {
  planned: number;
  sent: number;
  dead: number;
  unexplained: number;
  open: number;
}

interface Result extends States {
  lost: number;
  twice: number;
}

function rowsOf(name: string, { sent, dead, unexplained, lost, twice }: Result): Row[] {
  return [
    row(`${name}.sent`, sent, 'plans'),
    row(`${name}.dead`, dead, 'plans'),
    row(`${name}.dead_without_reason`, unexplained, 'plans'),
    row(`${name}.lost`, lost, 'plans'),
    row(`${name}.sent_twice`, twice, 'plans'),
  ];
}

/** Waits until nothing is open, with the minute cron at hand. */
async function drained(server: Server, project: BenchProject, planned: number): Promise<Result> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const states = await bench<States>(server, 'states', idsOf(project));
    const { mails, keys } = await bench<{ mails: number; keys: number }>(server, 'mails', {});
    if (states.open === 0)
      return { ...states, lost: planned - states.planned + states.sent - keys, twice: mails - keys };
    if (Date.now() > end) throw new Error(`${states.open} deliveries are still open.`);
    await sleep(500);
    await bench(server, 'minute', {});
  }
}

const idsOf = ({ tenant_id, id: project_id }: BenchProject) => ({ tenant_id, project_id });

async function bench<T>(server: Server, path: string, body: object): Promise<T> {
  const reply = await fetch(`${server.url}/bench/${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`/bench/${path} failed with ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as T;
}

async function takeCounts(server: Server): Promise<Counts> {
  return (await (await fetch(`${server.url}/counts`)).json()) as Counts;
}
