/** `npm run verify -- --key sk_… [--export FILE.ndjson]`: checks a project's hash chain, the billed usage and the events of an export against it. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { DAY_MS } from '../worker/shared/durations.ts';
import { call } from './demo/admin.ts';
import { type ChainPage, type ExportedEvent, leafOf, placeOf, verifyChain } from './events/verify-heads.ts';
import { type BilledDay, ReceivedDays } from './events/verify-usage.ts';
import { serverUrl } from './settings.ts';

/** Raw events are kept this long at most. */
const KEPT_DAYS = 90;

try {
  const { values } = parseArgs({ options: { key: { type: 'string' }, export: { type: 'string' } } });
  const { key } = values;
  if (!key) throw new Error('Usage: npm run verify -- --key sk_… [--export FILE.ndjson]');
  const get = <T>(path: string) => call<T>(serverUrl(), key, 'GET', path);
  const { keys } = await get<{ keys: JsonWebKey[] }>('/.well-known/signalbox-keys');
  const today = new Date().toISOString().slice(0, 10);
  const leaves = new Map<number, string>();
  const days = new ReceivedDays();
  // Read before the chain, which may grow meanwhile.
  const billed = await get<{ days: BilledDay[] }>(`/v1/billing/usage?from=${daysBefore(today, KEPT_DAYS)}&to=${today}`);
  const found = await verifyChain(
    (after) => get<ChainPage>(`/v1/events/chain?limit=200&after=${after}`),
    keys,
    '0',
    (segment) => {
      days.add(segment);
      if (values.export) segment.leaves.forEach((leaf, i) => void leaves.set(segment.seq + i, leaf));
    },
  );
  const { segments, from, to, checkpoints, problems } = found;
  console.log(`Places ${from} to ${to}: ${found.leaves} leaves in ${segments} segments, ${checkpoints} checkpoints.`);
  const usage = days.compare(billed.days, { from, today });
  console.log(`${usage.compared} days of billed usage compared.`);
  problems.push(...usage.problems);
  if (values.export) problems.push(...(await checkExport(values.export, leaves)));
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? 'The chain holds, and usage agrees with it.' : `${problems.length} problems.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);
}

/** Every event of the export that the chain still covers must give its leaf. */
async function checkExport(file: string, leaves: Map<number, string>): Promise<string[]> {
  const problems: string[] = [];
  let checked = 0;
  let erased = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const item = JSON.parse(line) as ExportedEvent & { kind: string };
    const leaf = item.kind === 'event' ? leaves.get(placeOf(item)) : undefined;
    if (leaf === undefined) continue;
    const own = await leafOf(item);
    if (own === undefined) erased += 1;
    else if (own !== leaf) problems.push(`${item.id} is not what the ledger took in.`);
    checked += 1;
  }
  console.log(`${checked} events of the export checked, ${erased} of them erased.`);
  return problems;
}
