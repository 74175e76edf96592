/** `npm run import -- FILE --key sk_…`: streams events from a file into a project, or shows what it would send. */
import { refuseDeafServer } from './demo/admin.ts';
import { daysToYesterday, shifted, surveyOf } from './demo/shift.ts';
import { type ImportSummary, importEvents } from './events/import-events.ts';
import { importOptions } from './events/import-options.ts';
import { isCsv, openEvents } from './events/open-events.ts';
import type { Preview } from './events/preview.ts';
import { progressOf } from './progress.ts';

type Options = ReturnType<typeof importOptions>;

async function eventsOf({ file, shift, read }: Options) {
  const { timezone } = read.mapping;
  const onColumns = ({ unused }: { unused: string[] }) => {
    if (unused.length > 0) console.log(`Columns that are not used: ${unused.join(', ')}`);
  };
  const days = shift ? await daysOf(file, read) : 0;
  const { lines, share } = await openEvents(file, { ...read, onColumns });
  return { lines: days === 0 ? lines : shifted(lines, days, timezone), share };
}

async function daysOf(file: string, read: Options['read']): Promise<number> {
  const { latest } = await surveyOf((await openEvents(file, read)).lines);
  return Number.isFinite(latest) ? daysToYesterday(latest, Date.now(), read.mapping.timezone) : 0;
}

async function send(options: Options): Promise<ImportSummary> {
  const { lines, share } = await eventsOf(options);
  await refuseDeafServer(options.url);
  const progress = progressOf('Importing');
  const target = {
    ...options,
    onProgress: (now: ImportSummary) =>
      progress.update(share(), `${now.read} events, ${Math.round(now.read / now.seconds)}/s`),
    onWait: (reason: string, seconds: number) => progress.say(`waiting ${seconds.toFixed(0)} s: ${reason}`),
  };
  const summary = await importEvents(target, lines).finally(progress.end);
  report(summary, options.file);
  return summary;
}

async function preview(options: Options): Promise<ImportSummary> {
  // The server's own checks take a moment to load, so only where they are needed.
  const { previewEvents } = await import('./events/preview.ts');
  const found = await previewEvents((await eventsOf(options)).lines, Date.now());
  reportPreview(found, options.file);
  return found;
}

function report(summary: ImportSummary, file: string): void {
  const { read, accepted, duplicates, rejected, seconds, stopped } = summary;
  console.log(`${read} events in ${seconds.toFixed(1)} s (${Math.round(read / Math.max(seconds, 0.001))}/s)`);
  console.log(`  accepted    ${accepted}`);
  console.log(`  duplicates  ${duplicates}`);
  console.log(`  rejected    ${rejected}`);
  reportProblems(summary, file);
  if (stopped && read > 0) console.log('Start it again to go on: what is already there counts as duplicates.');
}

function reportPreview(preview: Preview, file: string): void {
  console.log(`Nothing was sent. ${preview.read} events read, ${preview.accepted} of them valid.`);
  for (const event of preview.first) console.log(`  ${JSON.stringify(event)}`);
  if (preview.accepted > 0) {
    console.log(`  from ${new Date(preview.from).toISOString()} to ${new Date(preview.to).toISOString()}`);
  }
  for (const [type, count] of Object.entries(preview.types)) console.log(`  ${type}  ${count}`);
  for (const [kind, sum] of Object.entries(preview.sums)) console.log(`  ${kind}  ${sum} minor units in all`);
  if (preview.rejected > 0) console.log(`  rejected  ${preview.rejected}`);
  reportProblems(preview, file);
}

function reportProblems({ rejected, unreadable, rejections, skipped, stopped }: ImportSummary, file: string): void {
  const unit = isCsv(file) ? 'row' : 'line';
  if (unreadable > 0) console.log(`  unreadable  ${unreadable}`);
  for (const { line, code, message } of rejections) console.log(`  ${unit} ${line}: ${code} ${message}`);
  const more = rejected + unreadable - rejections.length;
  if (more > 0) console.log(`  … and ${more} more`);
  const kinds = Object.entries(skipped).map(([kind, count]) => `${count} ${kind}`);
  if (kinds.length > 0) console.log(`Left out, since only events are imported: ${kinds.join(', ')}.`);
  if (stopped) console.log(`Stopped: ${stopped}`);
}

try {
  const options = importOptions(process.argv.slice(2));
  const summary = await (options.dryRun ? preview(options) : send(options));
  if (summary.stopped || summary.rejected + summary.unreadable > 0) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
