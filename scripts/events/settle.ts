/** Waits until imported events can be read as KPIs; points reach D1 a moment after the events are stored. */
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../demo/admin.ts';

const PATIENCE_MS = 120_000;

export interface Expected {
  metric: string;
  from: string;
  to: string;
  atLeast: number;
}

/** Polls a metric until its total is there; throws when it has not come within two minutes. */
export async function pointsArrive(url: string, key: string, expected: Expected): Promise<void> {
  const { metric, from, to, atLeast } = expected;
  const path = `/v1/metrics/${metric}?from=${from}&to=${to}&grain=month`;
  const deadline = Date.now() + PATIENCE_MS;
  for (let total: number | null = null; ; await sleep(200)) {
    ({ total } = await call<{ total: number | null }>(url, key, 'GET', path));
    if ((total ?? 0) >= atLeast) return;
    if (Date.now() > deadline) throw new Error(`${metric} stays at ${total}; ${atLeast} were imported.`);
  }
}
