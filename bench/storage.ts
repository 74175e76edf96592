/** `storage`: bytes on disk per event, and how many events an object of 10 GB can take in its life. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Server, startServer } from './host/server.ts';
import { fill } from './load/fill.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';

const OBJECT_BYTES = 10e9;
/** Until the last points are in D1. */
const FLUSHED_MS = 4_000;

const row = rowsOfBench('storage');

/** All rows of `storage`. */
export async function* storage(): AsyncGenerator<Row> {
  yield* await measure('batch', 1_000, 100);
  yield* await measure('single', 20_000, 1);
}

async function measure(name: string, count: number, size: number): Promise<Row[]> {
  const server = await startServer();
  const events = count * size;
  const d1 = await fillAndMeasureD1(server, name, count, size);
  await server.stop();
  const bytes = ledgerBytes(server.ledgers);
  server.remove();
  const sum = [...bytes.values()].reduce((a, b) => a + b, 0);
  const per = (part: number) => part / events;
  return [
    row(`storage.${name}`, per(sum + d1), 'bytes/event'),
    row(`storage.${name}.ledger`, per(sum), 'bytes/event'),
    row(`storage.${name}.keys`, per(bytes.get('seen') ?? 0), 'bytes/event'),
    row(`storage.${name}.segments`, per(bytes.get('segments') ?? 0), 'bytes/event'),
    row(`storage.${name}.d1`, per(d1), 'bytes/event'),
    // Keys are kept for ever, segments for 90 days: the first bounds a quarter's events, the second those of a lifetime.
    row(`storage.${name}.most-in-90-days`, OBJECT_BYTES / per(sum), 'events'),
    row(`storage.${name}.most-ever`, OBJECT_BYTES / per(bytes.get('seen') ?? 0), 'events'),
  ];
}

async function fillAndMeasureD1(server: Server, name: string, count: number, size: number): Promise<number> {
  const { key } = await makeProject(server);
  const before = await server.d1Bytes();
  await fill(server, { key, count, size, stream: { name, order: 'random' } });
  await sleep(FLUSHED_MS);
  return (await server.d1Bytes()) - before;
}

/** Bytes of each table of the only ledger there is, free pages as a table of their own. */
function ledgerBytes(folder: string): Map<string, number> {
  const file = readdirSync(folder).find((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite');
  if (!file) throw new Error(`There is no ledger in ${folder}.`);
  const db = new DatabaseSync(join(folder, file));
  const tables = db.prepare('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name').all();
  const free = db
    .prepare('SELECT freelist_count * page_size AS bytes FROM pragma_freelist_count, pragma_page_size')
    .get();
  db.close();
  const entries = tables.map(({ name, bytes }) => [String(name), Number(bytes)] as const);
  return new Map([...entries, ['free', Number(free?.bytes)] as const]);
}
