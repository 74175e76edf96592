/** `ingest`: single events against a bare echo, then batches of 100 against node:sqlite writing the same rows. */

import { withServer } from './host/server.ts';
import { batchRows } from './ingest-batch.ts';
import { singleRows } from './ingest-single.ts';
import type { Row } from './report.ts';

/** All rows of `ingest`. */
export async function* ingest(): AsyncGenerator<Row> {
  yield* await withServer(singleRows);
  for (const order of ['random', 'ascending'] as const) {
    yield* await withServer((server) => batchRows(server, order));
  }
}
