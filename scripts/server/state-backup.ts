/** Copies of a local state: every SQLite file as of one moment, all other files as they are. */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

/** Marks a folder as a whole backup: it is written last. */
const DONE = 'backup.json';
/** What a server makes again by itself. */
const LEFT_OUT =
  /^v3[\\/](cache|observability|ratelimit)[\\/]|-(wal|shm)$|^(registry|wrangler-logs)[\\/]|wrangler\.log/;

export interface BackupReport {
  files: number;
  /** ISO 8601, UTC: the backup holds nothing later. */
  at: string;
}

/**
 * Copies the state to a new folder, also while the server runs. D1 comes first: what the objects hold beyond it can be computed
 * again, the other way round it could not. Throws when the folder is not empty.
 */
export async function backUpState(state: string, folder: string): Promise<BackupReport> {
  if (!existsSync(join(state, 'v3'))) throw new Error(`There is no state in ${state}.`);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty.`);
  const at = new Date().toISOString();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = filesOf(state).sort((a, b) => Number(b.startsWith(D1)) - Number(a.startsWith(D1)));
  for (const file of files) {
    const [from, to] = [join(state, file), join(folder, 'state', file)];
    mkdirSync(dirname(to), { recursive: true });
    if (file.endsWith('.sqlite')) await copyDatabase(from, to);
    else cpSync(from, to);
  }
  writeFileSync(join(folder, DONE), JSON.stringify({ at, files: files.length }));
  return { files: files.length, at };
}

const D1 = join('v3', 'd1');

/** Replaces the state by a backup, whose old folder is kept beside it; returns that folder's path, if there was one. */
export function restoreState(folder: string, state: string): string | undefined {
  if (!existsSync(join(folder, DONE))) throw new Error(`${folder} holds no whole backup.`);
  const old = existsSync(state) ? `${state}.before-${Date.now()}` : undefined;
  if (old) renameSync(state, old);
  try {
    cpSync(join(folder, 'state'), state, { recursive: true });
  } catch (error) {
    rmSync(state, { recursive: true, force: true });
    if (old) renameSync(old, state);
    throw error;
  }
  return old;
}

function filesOf(state: string): string[] {
  return readdirSync(state, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(state, join(entry.parentPath, entry.name)))
    .filter((file) => !LEFT_OUT.test(file));
}

async function copyDatabase(from: string, to: string): Promise<void> {
  const database = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(database, to);
  } finally {
    database.close();
  }
}
