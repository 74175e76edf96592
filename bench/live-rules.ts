/** `live-rules`: single events into a project with 100 live thresholds beside one without a rule, in turns. */
import { adminClient, call } from '../scripts/demo/admin.ts';
import { workerdSeconds } from './host/processor.ts';
import { type Server, withServer } from './host/server.ts';
import { bodyAt } from './load/events.ts';
import { run } from './load/load.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';
import { median } from './stats.ts';

const RULES = 100;
const CONNECTIONS = 16;
const RUNS = 5;
const SECONDS = 3;
/** Metrics that the events of the benchmark count towards, whatever their type. */
const METRICS = ['sessions', 'leads', 'signups', 'payments', 'revenue', 'refunds', 'refunds_amount'];

const row = rowsOfBench('live-rules');

interface Run {
  rate: number;
  /** Processor time of workerd a request, microseconds. */
  processor: number;
}

/** All rows of `live-rules`. */
export async function* liveRules(): AsyncGenerator<Row> {
  yield* await withServer(measure);
}

async function measure(server: Server): Promise<Row[]> {
  const [bare, ruled] = [await shop(server, 'bare', 0), await shop(server, 'ruled', RULES)];
  await bare(2);
  await ruled(2);
  const pairs: { bare: Run; ruled: Run }[] = [];
  for (let i = 0; i < RUNS; i++) {
    // The order alternates, so that neither always runs with the other's garbage.
    if (i % 2 === 0) pairs.push({ bare: await bare(SECONDS), ruled: await ruled(SECONDS) });
    else {
      const first = await ruled(SECONDS);
      pairs.push({ bare: await bare(SECONDS), ruled: first });
    }
  }
  const of = (who: 'bare' | 'ruled', what: keyof Run) => median(pairs.map((pair) => pair[who][what]));
  const ratio = (what: keyof Run) => median(pairs.map((pair) => pair.ruled[what] / pair.bare[what]));
  return [
    row('live-rules.none', of('bare', 'rate'), 'req/s'),
    row('live-rules.thresholds', of('ruled', 'rate'), 'req/s', { against: 'no rules', ratio: ratio('rate') }),
    row('live-rules.none.processor', of('bare', 'processor'), 'µs/event'),
    row('live-rules.thresholds.processor', of('ruled', 'processor'), 'µs/event', {
      against: 'no rules',
      ratio: ratio('processor'),
    }),
  ];
}

/** A project with so many thresholds that its events count towards without reaching them; returns its load. */
async function shop(server: Server, name: string, rules: number): Promise<(seconds: number) => Promise<Run>> {
  const { id } = await makeProject(server);
  const scopes = ['events:write', 'read', 'manage'];
  const { key } = await adminClient(server.url, server.admin_key).createKey(id, {
    ...{ name, kind: 'secret', scopes, replace: false },
  });
  for (let i = 0; i < rules; i++) {
    const [metric, grain] = [METRICS[i % METRICS.length], i % 2 === 0 ? 'hour' : 'day'];
    const rule = { name: `Above ${i}`, type: 'metric_threshold', metric, grain, threshold: 1e12 + i };
    await call(server.url, key, 'POST', '/v1/rules', rule);
  }
  const stream = { name, order: 'random' } as const;
  let sent = 0;
  const body = () => bodyAt(sent++, 1, stream);
  const load = { url: `${server.url}/v1/events`, key, expect: '{"accepted":1', connections: CONNECTIONS, body };
  return async (seconds) => {
    const before = workerdSeconds();
    const { rate, requests } = await run({ ...load, seconds });
    return { rate, processor: ((workerdSeconds() - before) / requests) * 1e6 };
  };
}
