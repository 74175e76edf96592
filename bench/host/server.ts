/** The built Worker behind a direct socket, without wrangler's and Miniflare's proxies, beside a bare echo in the same workerd. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readD1Migrations } from '@cloudflare/vitest-plugin';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { bareConfig, bundle, CONFIG, temporaryFolder } from './bundle.ts';

const HOST = '127.0.0.1';
const WORKER = join(import.meta.dirname, '../../worker/index.ts');
const ECHO = fileURLToPath(import.meta.resolve('./echo.ts'));
const MIGRATIONS = join(import.meta.dirname, '../../migrations');

// Young generations of 8 MB: larger ones stall a workerd of one's own, smaller ones promote what a batch needs for a moment.
process.env.MINIFLARE_WORKERD_V8_FLAGS ??= '--max-semi-space-size=8';
process.env.WRANGLER_LOG = 'none';

/** The flags that V8 runs with, for the report. */
export const V8_FLAGS = process.env.MINIFLARE_WORKERD_V8_FLAGS;

type Options = Parameters<typeof convertV4MiniflareOptions>[0];
type WorkerOptions = Extract<Options, { workers: unknown }>['workers'][number];

export interface Server {
  /** Where the Worker and the echo listen, without a slash at the end. */
  url: string;
  echo: string;
  admin_key: string;
  /** Folder of the Ledgers' SQLite files. */
  ledgers: string;
  /** Bytes of the D1 database. */
  d1Bytes: () => Promise<number>;
  /** Ends workerd; the files stay until `remove`. */
  stop: () => Promise<void>;
  remove: () => void;
}

/** Serves the Worker, or another `entry` that wraps it, from empty storage. */
export async function startServer(entry = WORKER): Promise<Server> {
  const state = temporaryFolder('state');
  const admin_key = randomBytes(24).toString('base64url');
  const workers = await Promise.all([workerOptions(entry, admin_key), echoOptions()]);
  const options: Options = {
    host: HOST,
    port: 0,
    resourcePersistencePath: state,
    log: new Log(LogLevel.ERROR),
    workers,
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options));
  await miniflare.ready;
  const db = await miniflare.getD1Database('DB');
  await migrate(db);
  const address = async (name: string) => (await miniflare.unsafeGetDirectURL(name)).origin;
  return {
    url: await address('signalbox'),
    echo: await address('echo'),
    admin_key,
    ledgers: join(state, 'do', 'signalbox-Ledger'),
    d1Bytes: async () => (await db.prepare('SELECT 1').run()).meta.size_after,
    stop: () => miniflare.dispose(),
    remove: () => rmSync(state, { recursive: true, force: true }),
  };
}

/** Runs `measure` with a server of its own. */
export async function withServer<T>(measure: (server: Server) => Promise<T>, entry?: string): Promise<T> {
  const server = await startServer(entry);
  try {
    return await measure(server);
  } finally {
    await server.stop();
    server.remove();
  }
}

async function workerOptions(entry: string, admin_key: string) {
  const { assets: _assets, rootPath: _root, modulesRules: _rules, ...bare } = configured();
  const signing = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    ...bare,
    ...(await bundle(entry)),
    name: 'signalbox',
    unsafeDirectSockets: [{ host: HOST, port: 0 }],
    bindings: {
      ENVIRONMENT: 'production',
      // Each line would be read by Miniflare in the process that makes the load.
      LOG_LEVEL: 'warn',
      INTERNAL_ADMIN_API_KEY: admin_key,
      EVENT_SECRET: randomBytes(32).toString('base64'),
      SIGNING_KEY: signing.toString('base64'),
    },
  };
}

async function echoOptions() {
  const { compatibilityDate, compatibilityFlags } = configured();
  const config = bareConfig('echo', { date: compatibilityDate, flags: compatibilityFlags });
  const socket = { unsafeDirectSockets: [{ host: HOST, port: 0 }] };
  return { ...(await bundle(ECHO, config)), ...socket, name: 'echo', compatibilityDate, compatibilityFlags };
}

/** The settings of wrangler.toml in Miniflare's form. */
function configured(): WorkerOptions {
  return unstable_getMiniflareWorkerOptions(CONFIG).workerOptions as WorkerOptions;
}

async function migrate(db: Awaited<ReturnType<Miniflare['getD1Database']>>): Promise<void> {
  for (const { queries } of await readD1Migrations(MIGRATIONS)) {
    await db.batch(queries.map((query) => db.prepare(query)));
  }
}
