/** The command line of `npm run import`. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { isTimeZone } from '../../worker/base/time.ts';
import { serverUrl } from '../settings.ts';
import type { Mapping } from './csv-mapping.ts';

export const USAGE = `Usage: npm run import -- FILE --key sk_… [options]

FILE is NDJSON (one event a line), an export of ours, or CSV; each of them also gzipped.
  --url URL                 the server (default: SIGNALBOX_URL, else http://localhost:$PORT)
  --dry-run                 only read and judge the file: what would be sent, errors by line; needs no key
  --concurrency N           requests in flight, 1 to 16 (default 4)
  --gzip                    compress the requests; worth it over a network
  --encoding NAME           of a file that is not UTF-8, such as windows-1252
  --project prj_…           of an export of several projects, the one whose events are meant
  --timezone ZONE           zone of times without an offset, and of --shift-to-yesterday (default UTC)
  --shift-to-yesterday      move all events by whole days so that the last day is yesterday
CSV:
  --map FIELD=COLUMN        the column of a field (repeat it): occurred_at=Date, amount="Total paid", payload.note=Note
  --set FIELD=VALUE         one value for all rows: event_type=payment_succeeded, currency=EUR
  --type WORD=EVENT_TYPE    what a word in the column of event_type means: paid=payment_succeeded
  --dates dmy|mdy           which number comes first in 03/04/2026
  --decimal ,               amounts such as 1.234,50
  --delimiter ;             found by itself as a rule
  --mapping FILE.json       all of these: {"map":{…},"set":{…},"types":{…},"timezone":"…","dates":"dmy","decimal":","}
It can be stopped and started again: events that are already there count as duplicates.`;

const Pairs = z.record(z.string(), z.string());
const MappingFile = z.strictObject({
  map: Pairs.default({}),
  set: Pairs.default({}),
  types: Pairs.default({}),
  timezone: z.string().optional(),
  dates: z.enum(['dmy', 'mdy']).optional(),
  decimal: z.enum(['.', ',']).optional(),
});

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'string', multiple: true, default: [] as string[] } as const;
const FLAG = { type: 'boolean', default: false } as const;
const OPTIONS = {
  key: TEXT,
  url: TEXT,
  concurrency: { ...TEXT, default: '4' },
  gzip: FLAG,
  'dry-run': FLAG,
  'shift-to-yesterday': FLAG,
  encoding: TEXT,
  project: TEXT,
  timezone: TEXT,
  map: TEXTS,
  set: TEXTS,
  type: TEXTS,
  dates: TEXT,
  decimal: TEXT,
  delimiter: TEXT,
  mapping: TEXT,
  help: FLAG,
};

/** The options of the command line; throws a readable message, or the usage. */
export function importOptions(args: string[]) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const [file, ...rest] = positionals;
  const key = values.key ?? process.env.SIGNALBOX_KEY ?? '';
  const dryRun = values['dry-run'];
  if (values.help || !file || rest.length > 0 || (!key && !dryRun)) throw new Error(USAGE);
  const concurrency = Number(values.concurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 16) {
    throw new Error('--concurrency takes a number from 1 to 16.');
  }
  const mapping = mappingOf(values);
  if (!isTimeZone(mapping.timezone)) throw new Error(`${mapping.timezone} is no time zone, such as Europe/Berlin.`);
  const { encoding, project, delimiter, gzip } = values;
  const url = values.url?.replace(/\/+$/, '') ?? serverUrl();
  const read = { encoding, project, delimiter, mapping };
  return { file, key, url, concurrency, gzip, dryRun, shift: values['shift-to-yesterday'], read };
}

type Values = Record<'map' | 'set' | 'type', string[]> &
  Partial<Record<'mapping' | 'timezone' | 'dates' | 'decimal', string>>;

/** The settings of a mapping file; those of the command line override them. */
function mappingOf(values: Values): Mapping {
  const given = {
    ...(values.timezone && { timezone: values.timezone }),
    ...(values.dates && { dates: values.dates }),
    ...(values.decimal && { decimal: values.decimal }),
  };
  const { map, set, types, ...file } = checked({ ...(values.mapping ? fileOf(values.mapping) : {}), ...given });
  return {
    ...{ timezone: 'UTC', decimal: '.' },
    ...file,
    map: { ...map, ...pairsOf('--map', values.map) },
    set: { ...set, ...pairsOf('--set', values.set) },
    types: { ...types, ...pairsOf('--type', values.type) },
  };
}

function fileOf(path: string): object {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as object;
  } catch (error) {
    throw new Error(`The mapping ${path} cannot be read: ${(error as Error).message}`);
  }
}

function checked(mapping: object): z.infer<typeof MappingFile> {
  const parsed = MappingFile.safeParse(mapping);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The mapping is not right: ${problems.join('; ')}`);
}

function pairsOf(flag: string, pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`${flag} takes NAME=VALUE, not ${pair}.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
