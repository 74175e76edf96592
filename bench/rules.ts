/** `rules`: rules that time decides, from the minute cron through queue, D1 and Hub, beside bare updates of D1. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Counts } from './host/counting.ts';
import { type Server, withServer } from './host/server.ts';
import { run } from './load/load.ts';
import { type BenchProject, makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';
import { median } from './stats.ts';

const ENTRY = fileURLToPath(import.meta.resolve('./host/rules-entry.ts'));
const PROJECTS = 10;
const RULES = 1_000;
const ROUNDS = 5;
const UPDATES = 1_000;
const PATIENCE_MS = 120_000;

const PREVIEWS = 20;
const PREVIEWED = {
  threshold: { type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 21 },
  anomaly: { type: 'anomaly', metric: 'sessions' },
};

const row = rowsOfBench('rules');

/** All rows of `rules`. */
export async function* rules(): AsyncGenerator<Row> {
  yield* await withServer(measure, ENTRY);
}

async function measure(server: Server): Promise<Row[]> {
  const projects: BenchProject[] = [];
  for (let i = 0; i < PROJECTS; i++) {
    const project = await makeProject(server);
    const order = { tenant_id: project.tenant_id, project_id: project.id, count: RULES };
    await call(server, 'points', { ...order, count: i === 0 ? 121 : 40 });
    await call(server, 'rules', order);
    projects.push(project);
  }
  // The first round also wakes objects and compiles statements.
  await round(server);
  await takeCounts(server);
  const [rates, raws]: [number[], number[]] = [[], []];
  let written = 0;
  for (let i = 0; i < ROUNDS; i++) {
    const { rate, rows } = await round(server);
    rates.push(rate);
    written = rows;
    raws.push((await call<{ rate: number }>(server, 'updates', { count: UPDATES })).rate);
  }
  const [ours, raw] = [median(rates), median(raws)];
  const quiet = await call<Drained>(server, 'alerts');
  if (quiet.alerts > 0) throw new Error(`${quiet.alerts} alerts came of rules that should not fire.`);
  return [
    row('rules.scheduled', ours, 'rules/s', { against: 'one D1 update at a time', ratio: ours / raw }),
    row('rules.scheduled.rows', written / (PROJECTS * RULES), 'rows/evaluation'),
    ...(await previews(server, projects[0]!)),
    ...(await drain(server)),
  ];
}

/** Previews of unsaved rules over 90 days of hours, one after another; the anomaly's beside the threshold's, which reads as much. */
async function previews(server: Server, { key }: BenchProject): Promise<Row[]> {
  const rows: Row[] = [];
  let plain: number | undefined;
  for (const [name, rule] of Object.entries(PREVIEWED)) {
    const body = () => JSON.stringify({ name, grain: 'hour', days: 90, ...rule });
    const load = { url: `${server.url}/v1/rules/preview`, connections: 1, key, body, expect: '{"' };
    await run({ ...load, amount: 3 });
    const { p50, p95 } = await run({ ...load, amount: PREVIEWS });
    const beside = plain === undefined ? undefined : { against: 'preview of a threshold', ratio: p50 / plain };
    plain ??= p50;
    rows.push(row(`rules.preview.${name}.p50`, p50, 'ms', beside), row(`rules.preview.${name}.p95`, p95, 'ms'));
  }
  return rows;
}

interface Drained {
  alerts: number;
  firings: number;
  rules: number;
}

/** Every rule fires: 10,000 alerts, each once, though the cron rings twice. */
async function drain(server: Server): Promise<Row[]> {
  await call(server, 'threshold', { count: 1_000 });
  await call(server, 'all-due');
  const started = performance.now();
  await Promise.all([call(server, 'minute'), call(server, 'minute')]);
  await nothingDue(server);
  const seconds = (performance.now() - started) / 1000;
  const { alerts, firings, rules: fired } = await call<Drained>(server, 'alerts');
  return [
    row('rules.drain', PROJECTS * RULES, 'rules'),
    row('rules.drain.seconds', seconds, 's'),
    row('rules.drain.alerts', alerts, 'alerts'),
    row('rules.drain.doubled', firings - fired, 'firings'),
  ];
}

async function round(server: Server): Promise<{ rate: number; rows: number }> {
  await call(server, 'all-due');
  await takeCounts(server);
  const started = performance.now();
  await call(server, 'minute');
  await nothingDue(server);
  const seconds = (performance.now() - started) / 1000;
  const counts = await takeCounts(server);
  return { rate: (PROJECTS * RULES) / seconds, rows: counts.d1_rows + counts.ledger_rows };
}

async function nothingDue(server: Server): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while ((await call<{ due: number }>(server, 'due')).due > 0) {
    if (performance.now() > end) throw new Error('Rules are due still after two minutes.');
    await sleep(20);
  }
}

async function call<T = unknown>(server: Server, name: string, body: object = {}): Promise<T> {
  const reply = await fetch(`${server.url}/bench/${name}`, { method: 'POST', body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${name}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}

async function takeCounts(server: Server): Promise<Counts> {
  return (await (await fetch(`${server.url}/counts`)).json()) as Counts;
}
