/** `npm run bench [-- NAME] [--json]`: runs all benchmarks or one and prints their rows as they come. */
import { cpus } from 'node:os';
import { anomaly } from './anomaly.ts';
import { V8_FLAGS } from './host/server.ts';
import { hostile } from './hostile.ts';
import { importing } from './import.ts';
import { ingest } from './ingest.ts';
import { list } from './list.ts';
import { live } from './live.ts';
import { liveRules } from './live-rules.ts';
import { notifications } from './notifications.ts';
import { pages } from './pages.ts';
import { print, type Row } from './report.ts';
import { rows } from './rows.ts';
import { rules } from './rules.ts';
import { series } from './series.ts';
import { session } from './session.ts';
import { storage } from './storage.ts';

/** Every benchmark by its name; each yields rows. */
const BENCHES: Record<string, (args: string[]) => AsyncGenerator<Row>> = {
  ingest,
  rows,
  rules,
  'live-rules': liveRules,
  storage,
  hostile,
  series,
  list,
  live,
  session,
  notifications,
  pages,
  import: importing,
  anomaly,
};

const args = process.argv.slice(2);
const json = args.includes('--json');
const name = args.find((arg) => !arg.startsWith('--'));
const chosen = name === undefined ? Object.keys(BENCHES) : [name];

async function main(): Promise<void> {
  if (name !== undefined && !(name in BENCHES)) {
    throw new Error(`There is no benchmark ${name}; there are ${Object.keys(BENCHES).join(', ')}.`);
  }
  if (!json)
    console.log(
      `${cpus().length} cores, ${cpus()[0]?.model.trim()}; Node ${process.version}, V8 of workerd: ${V8_FLAGS}`,
    );
  for (const bench of chosen) {
    for await (const row of BENCHES[bench]!(args)) print(row, json);
  }
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
