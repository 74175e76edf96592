/** Load by autocannon, closed loop: each connection sends its next request when the last one has its reply. */
import autocannon from 'autocannon';
import { quantile } from '../stats.ts';

export interface Load {
  url: string;
  connections: number;
  method?: 'GET' | 'POST';
  key?: string;
  /** The run ends after so many responses, or after so many seconds. */
  amount?: number;
  seconds?: number;
  /** The next body; called once a request. */
  body?: () => string;
  /** How a good reply begins. */
  expect?: string;
}

export interface Measured {
  requests: number;
  /** Responses a second, from the first request to the last response. */
  rate: number;
  /** Milliseconds, over every response; not corrected for coordinated omission. */
  p50: number;
  p95: number;
  p99: number;
}

/** Runs a load to its end. Throws when any reply was not a good one: a benchmark of errors measures nothing. */
export async function run(load: Load): Promise<Measured> {
  const { url, connections, method = 'POST', body, expect } = load;
  const times: number[] = [];
  const started = performance.now();
  let last = started;
  const instance = autocannon({
    url,
    connections,
    method,
    headers: headersOf(load),
    ...(load.amount === undefined ? { duration: load.seconds } : { amount: load.amount }),
    sampleInt: 50,
    timeout: 30,
    requests: [body ? { setupRequest: (request) => ({ ...request, body: body() }) } : {}],
    ...(expect === undefined ? {} : { verifyBody: (text: string) => text.startsWith(expect) }),
  });
  instance.on('response', (_client, _status, _bytes, ms) => {
    times.push(ms);
    last = performance.now();
  });
  const { non2xx, errors, mismatches } = await instance;
  if (non2xx + errors + mismatches > 0) {
    throw new Error(`${url}: ${non2xx} replies were not 2xx, ${errors} requests failed, ${mismatches} replies differ.`);
  }
  times.sort((a, b) => a - b);
  const rate = times.length / ((last - started) / 1000);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(times, share)) as [number, number, number];
  return { requests: times.length, rate, p50, p95, p99 };
}

function headersOf({ key, body }: Load): Record<string, string> {
  return {
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
}
