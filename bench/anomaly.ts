/** `anomaly [--data DIR] [--method M] [--scores OUT]`: judging windows; scoring recorded streams point by point. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AnomalyTerms, judgeAnomaly } from '../worker/flow/rules/anomaly/anomaly.ts';
import { DAY_MS } from '../worker/shared/durations.ts';
import { nabGain, nabLeftOut, nabScore, PROFILES, type ScoredStream } from './detector/nab.ts';
import { METHODS } from './detector/streams.ts';
import { type Row, rowsOfBench } from './report.ts';

/** A CSV of `timestamp,value`: its path below the folder, its lines unchanged, its points. */
interface Recording {
  path: string;
  lines: string[];
  times: number[];
  values: number[];
}

type LabelledStream = ScoredStream & { path: string };

const row = rowsOfBench('anomaly');
const JUDGING_MS = 400;

/** All rows of `anomaly`; without `--data` only those of judging. */
export async function* anomaly(args: string[]): AsyncGenerator<Row> {
  const [data, out] = [option(args, 'data'), option(args, 'scores')];
  const method = option(args, 'method') ?? 'default';
  if (!(method in METHODS))
    throw new Error(`There is no method ${method}; there are ${Object.keys(METHODS).join(', ')}.`);
  if (data === undefined) yield* judging();
  else yield* streaming(data, method, out);
}

function option(args: string[], name: string): string | undefined {
  const place = args.indexOf(`--${name}`);
  if (place < 0) return undefined;
  const value = args[place + 1];
  if (value === undefined || value.startsWith('--')) throw new Error(`--${name} needs a value.`);
  return value;
}

function* streaming(data: string, method: string, out: string | undefined): Generator<Row> {
  const recordings = recordingsOf(data);
  if (recordings.length === 0) throw new Error(`There is no timestamp,value CSV below ${data}.`);
  const started = performance.now();
  const scores = recordings.map((recording) => scoresOf(recording, method));
  const seconds = (performance.now() - started) / 1000;
  const points = scores.reduce((sum, { length }) => sum + length, 0);
  if (out !== undefined) for (const [i, recording] of recordings.entries()) write(out, recording, scores[i]!);
  yield row(`${method}.files`, recordings.length, 'files');
  yield row(`${method}.rate`, points / seconds, 'points/s');
  const labels = join(data, 'windows.json');
  if (!existsSync(labels)) return;
  const windows = JSON.parse(readFileSync(labels, 'utf8')) as Record<string, [string, string][]>;
  yield* scored(method, labelled(recordings, scores, windows));
  if (method === 'zscore') return;
  const plain = recordings.map((recording) => scoresOf(recording, 'zscore'));
  yield* scored('zscore', labelled(recordings, plain, windows));
}

/** The score of all streams, then what each of them gained at their one threshold. */
function* scored(method: string, streams: LabelledStream[]): Generator<Row> {
  for (const [name, profile] of Object.entries(PROFILES)) {
    yield row(`${method}.nab.${name}`, nabScore(streams, profile).score, 'of 100');
  }
  const { standard } = PROFILES;
  const { threshold } = nabScore(streams, standard);
  yield row(`${method}.nab.left_out`, nabLeftOut(streams, standard), 'of 100');
  yield row(`${method}.nab.threshold`, threshold, 'score');
  for (const stream of streams) {
    yield row(`${method} ${stream.path}`, nabGain(stream, standard, threshold), `of ${2 * stream.windows.length}`);
  }
}

/** Every recording below a folder, in the order of their paths. */
function recordingsOf(data: string): Recording[] {
  const names = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.csv'));
  return names.sort().flatMap((path) => {
    const [header, ...lines] = readFileSync(join(data, path), 'utf8').split(/\r?\n/);
    if (header?.trim() !== 'timestamp,value') return [];
    const kept = lines.filter((line) => line !== '');
    const cells = kept.map((line) => line.split(','));
    const times = cells.map(([timestamp]) => timeOf(timestamp!));
    return [{ path, lines: kept, times, values: cells.map(([, value]) => Number(value || Number.NaN)) }];
  });
}

/** `2014-04-01 00:05:00` in milliseconds. */
function timeOf(timestamp: string): number {
  return Date.parse(`${timestamp.slice(0, 19).replace(' ', 'T')}Z`);
}

/** A score for every line; a line without a number or a time is no point, and scores 0. */
function scoresOf({ times, values }: Recording, method: string): number[] {
  const score = METHODS[method]!();
  return values.map((value, i) => (Number.isFinite(value) && Number.isFinite(times[i]) ? score(times[i]!, value) : 0));
}

function write(out: string, { path, lines }: Recording, scores: number[]): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  const rows = lines.map((line, i) => `${line},${scores[i]}\n`);
  writeFileSync(join(out, path), `timestamp,value,anomaly_score\n${rows.join('')}`);
}

/** The recordings that have labels, with their windows as indexes. */
function labelled(
  recordings: Recording[],
  scores: number[][],
  labels: Record<string, [string, string][]>,
): LabelledStream[] {
  return recordings.flatMap(({ path, times }, i) => {
    const windows = labels[path.replaceAll('\\', '/')]?.map(([from, to]): [number, number] => [
      times.findIndex((time) => time >= timeOf(from)),
      times.findLastIndex((time) => time <= timeOf(to)),
    ]);
    return windows ? [{ path, scores: scores[i]!, windows }] : [];
  });
}

/** Windows judged in a second, as a rule of each method over 30 and 90 days would. */
function* judging(): Generator<Row> {
  for (const days of [30, 90]) {
    const points = Array.from({ length: days + 1 }, (_, i) => {
      const at = new Date(Date.UTC(2026, 5, 1) + i * DAY_MS).toISOString().slice(0, 10);
      return { at, value: 100 + ((i * 7919) % 37) + (i % 7) * (i % 3) };
    });
    for (const method of ['auto', 'zscore', 'robust', 'seasonal'] as const) {
      const terms: AnomalyTerms = { method, threshold: 2.5, direction: 'both', grain: 'day', unit: 'count' };
      yield row(
        `judge.${method}.${days}d`,
        rateOf(() => judgeAnomaly(points, terms)),
        'windows/s',
      );
    }
  }
}

function rateOf(work: () => unknown): number {
  const started = performance.now();
  let done = 0;
  for (; performance.now() - started < JUDGING_MS; done += 10) for (let i = 0; i < 10; i++) work();
  return (done / (performance.now() - started)) * 1000;
}
