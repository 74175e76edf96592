/** `import`: the real shop's year by the importer, batches of 500 NDJSON events over HTTP. */
import { join } from 'node:path';
import { importEvents } from '../scripts/events/import-events.ts';
import { openEvents } from '../scripts/events/open-events.ts';
import { type Server, withServer } from './host/server.ts';
import { makeProject } from './load/project.ts';
import { type Row, rowsOfBench } from './report.ts';

const FILE = join(import.meta.dirname, '../demo/retail-events.ndjson.gz');
const EVENTS = 28_136;
const row = rowsOfBench('import');

/** All rows of `import`. */
export async function* importing(): AsyncGenerator<Row> {
  yield* await withServer(measure);
}

async function measure(server: Server): Promise<Row[]> {
  const { key } = await makeProject(server);
  const once = async () => await importEvents({ url: server.url, key }, (await openEvents(FILE)).lines);
  const first = await once();
  const again = await once();
  if (first.accepted !== EVENTS || again.duplicates !== EVENTS) {
    throw new Error(`Accepted ${first.accepted}, then ${again.duplicates} duplicates; the file has ${EVENTS} events.`);
  }
  return [
    row('import.retail', EVENTS / first.seconds, 'events/s'),
    row('import.retail.seconds', first.seconds, 's'),
    row('import.again', EVENTS / again.seconds, 'events/s'),
  ];
}
