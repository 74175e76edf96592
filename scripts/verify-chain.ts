/**
 * `npm run verify -- --key sk_… [--known FILE] [--keep FILE] [--export FILE.ndjson]`: checks a project's hash chain, the billed usage,
 * heads that were kept and the events of an export against it.
 */

import { appendFileSync, createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { DAY_MS } from '../worker/shared/durations.ts';
import { call } from './demo/admin.ts';
import { ChainHeads, checkKnown } from './events/known-heads.ts';
import { ChainLeaves, verifyExport } from './events/verify-export.ts';
import { type ChainPage, verifyChain } from './events/verify-heads.ts';
import { type BilledDay, ReceivedDays } from './events/verify-usage.ts';
import { serverUrl } from './settings.ts';

/** Raw events are kept this long at most. */
const KEPT_DAYS = 90;
const USAGE = 'Usage: npm run verify -- --key sk_… [--known FILE] [--keep FILE] [--export FILE.ndjson]';
const text = { type: 'string' } as const;

try {
  const { values } = parseArgs({ options: { key: text, known: text, keep: text, export: text } });
  if (!values.key) throw new Error(USAGE);
  const problems = await verify(values.key, values);
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? 'The chain holds, and usage agrees with it.' : `${problems.length} problems.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

interface Files {
  known?: string;
  keep?: string;
  export?: string;
}

async function verify(key: string, files: Files): Promise<string[]> {
  const get = <T>(path: string) => call<T>(serverUrl(), key, 'GET', path);
  const { keys } = await get<{ keys: JsonWebKey[] }>('/.well-known/signalbox-keys');
  const today = new Date().toISOString().slice(0, 10);
  const days = new ReceivedDays();
  const heads = new ChainHeads();
  let leaves = new ChainLeaves('');
  // Read before the chain, which may grow meanwhile.
  const billed = await get<{ days: BilledDay[] }>(`/v1/billing/usage?from=${daysBefore(today, KEPT_DAYS)}&to=${today}`);
  const read = (after: string) => get<ChainPage>(`/v1/events/chain?limit=200&after=${after}`);
  const found = await verifyChain(read, keys, '0', (segment, project_id) => {
    days.add(segment);
    heads.add(segment);
    if (leaves.project_id !== project_id) leaves = new ChainLeaves(project_id);
    if (files.export) leaves.add(segment);
  });
  const { project_id, segments, from, to, checkpoints, problems, end } = found;
  console.log(
    `Sequences ${from} to ${to}: ${found.leaves} leaves in ${segments} segments, ${checkpoints} checkpoints.`,
  );
  heads.addAnchors(found.anchors);
  const usage = days.compare(billed.days, { from, today });
  console.log(`${usage.compared} days of billed usage compared.`);
  problems.push(...usage.problems);
  if (files.known) problems.push(...(await compareKnown(files.known, { heads, keys, project_id, from, to })));
  if (leaves.project_id === '') leaves = new ChainLeaves(project_id);
  if (files.export) problems.push(...(await checkExport(files.export, leaves)));
  if (files.keep && problems.length === 0) {
    appendFileSync(files.keep, `${JSON.stringify({ project_id, ...end })}\n`);
    console.log(`The head at ${to} was added to ${files.keep}.`);
  }
  return problems;
}

/** Every kept head of this project must be signed, and one that the chain leads through. */
async function compareKnown(file: string, chain: Parameters<typeof checkKnown>[1]): Promise<string[]> {
  const { kept, compared, problems } = await checkKnown(readFileSync(file, 'utf8'), chain);
  console.log(`${compared} of ${kept} kept heads compared; the others are from before the chain's beginning.`);
  return problems;
}

async function checkExport(file: string, leaves: ChainLeaves): Promise<string[]> {
  const lines = createInterface({ input: createReadStream(file) });
  const { checked, erased, elsewhere, problems } = await verifyExport(lines, leaves);
  console.log(`${checked} events of the export checked, ${erased} of them erased.`);
  if (elsewhere > 0) {
    console.log(
      `${elsewhere} events are of other projects or from before the chain's beginning, and were not checked.`,
    );
  }
  return problems;
}

function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);
}
