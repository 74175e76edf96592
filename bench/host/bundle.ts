/** Bundles a Worker as `wrangler deploy` would, into a temporary folder, each entry once. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const WRANGLER = join(ROOT, 'node_modules/wrangler/wrangler-dist/cli.js');

/** The Worker's own configuration. */
export const CONFIG = join(ROOT, 'wrangler.toml');

const folders = new Set<string>();
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when this process ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `signalbox-bench-${name}-`));
  folders.add(folder);
  return folder;
}

const bundles = new Map<string, ReturnType<typeof build>>();

/** The bundle of `entry` (a path), as Miniflare takes it. */
export function bundle(entry: string, config = CONFIG): ReturnType<typeof build> {
  const known = bundles.get(entry) ?? build(entry, config);
  bundles.set(entry, known);
  return known;
}

async function build(entry: string, config: string) {
  const out = temporaryFolder('bundle');
  const command = ['deploy', entry, '--config', config, '--dry-run', '--outdir', out];
  const env = {
    ...process.env,
    CI: '1',
    WRANGLER_LOG: 'error',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_LOG_PATH: out,
  };
  await promisify(execFile)(process.execPath, [WRANGLER, ...command], { cwd: ROOT, env }).catch((error) => {
    throw new Error(`wrangler could not bundle ${entry}:\n${error.stderr}`);
  });
  const file = readdirSync(out).find((name) => name.endsWith('.js'));
  if (!file) throw new Error(`wrangler made no bundle of ${entry}.`);
  return { modules: true as const, scriptPath: join(out, file), modulesRoot: out };
}

/** A configuration with nothing but a name and what the Worker's own says about compatibility. */
export function bareConfig(name: string, compatibility: { date?: string; flags?: string[] }): string {
  const path = join(temporaryFolder('config'), 'wrangler.json');
  const config = { name, compatibility_date: compatibility.date, compatibility_flags: compatibility.flags };
  writeFileSync(path, JSON.stringify(config));
  return path;
}
