/** `npm run import -- FILE.ndjson[.gz] --key sk_…`: streams events from a file into a project. */
import { parseArgs } from 'node:util';
import { refuseDeafServer } from './demo/admin.ts';
import { daysToYesterday, shifted, surveyOf } from './demo/shift.ts';
import { type ImportSummary, importEvents } from './events/import-events.ts';
import { openNdjson } from './events/ndjson.ts';
import { progressOf } from './progress.ts';
import { serverUrl } from './settings.ts';

const USAGE = `Usage: npm run import -- FILE.ndjson[.gz] --key sk_… [options]
  --url URL                 the server (default: SIGNALBOX_URL, else http://localhost:$PORT)
  --concurrency N           requests in flight, 1 to 16 (default 4)
  --gzip                    compress the requests; worth it over a network
  --shift-to-yesterday      move all events by whole days so that the last day is yesterday
  --timezone ZONE           whose days --shift-to-yesterday means (default UTC)
It can be stopped and started again: events that are already there count as duplicates.`;

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      url: { type: 'string' },
      concurrency: { type: 'string', default: '4' },
      gzip: { type: 'boolean', default: false },
      'shift-to-yesterday': { type: 'boolean', default: false },
      timezone: { type: 'string', default: 'UTC' },
      help: { type: 'boolean', default: false },
    },
  });
  const [file, ...rest] = positionals;
  const key = values.key ?? process.env.SIGNALBOX_KEY;
  const concurrency = Number(values.concurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 16) throw new Error(USAGE);
  if (values.help || !file || rest.length > 0 || !key) throw new Error(USAGE);
  const url = values.url?.replace(/\/+$/, '') ?? serverUrl();
  return { ...values, file, key, concurrency, url };
}

async function run(): Promise<ImportSummary> {
  const { file, key, url, concurrency, gzip, timezone, ...flags } = options();
  const days = flags['shift-to-yesterday'] ? await daysOf(file, timezone) : 0;
  await refuseDeafServer(url);
  const { lines, share } = await openNdjson(file);
  const progress = progressOf('Importing');
  return importEvents(
    {
      url,
      key,
      concurrency,
      gzip,
      onProgress: (now) => progress.update(share(), `${now.read} events, ${Math.round(now.read / now.seconds)}/s`),
      onWait: (reason, seconds) => progress.say(`waiting ${seconds.toFixed(0)} s: ${reason}`),
    },
    days === 0 ? lines : shifted(lines, days, timezone),
  ).finally(progress.end);
}

async function daysOf(file: string, timezone: string): Promise<number> {
  const { latest } = await surveyOf((await openNdjson(file)).lines);
  return Number.isFinite(latest) ? daysToYesterday(latest, Date.now(), timezone) : 0;
}

function report(summary: ImportSummary): void {
  const { read, accepted, duplicates, rejected, unreadable, rejections, seconds, stopped } = summary;
  console.log(`${read} events in ${seconds.toFixed(1)} s (${Math.round(read / Math.max(seconds, 0.001))}/s)`);
  console.log(`  accepted    ${accepted}`);
  console.log(`  duplicates  ${duplicates}`);
  console.log(`  rejected    ${rejected}`);
  if (unreadable > 0) console.log(`  unreadable  ${unreadable}`);
  for (const { line, code, message } of rejections) console.log(`  line ${line}: ${code} ${message}`);
  const more = rejected + unreadable - rejections.length;
  if (more > 0) console.log(`  … and ${more} more`);
  if (stopped) console.log(`Stopped: ${stopped}`);
  if (stopped && read > 0) console.log('Start it again to go on: what is already there counts as duplicates.');
}

try {
  const summary = await run();
  report(summary);
  if (summary.stopped || summary.rejected + summary.unreadable > 0) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
