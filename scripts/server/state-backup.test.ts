/** Backups of real SQLite files, one of them in use. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { backUpState, restoreState } from './state-backup.ts';

const root = mkdtempSync(join(tmpdir(), 'signalbox-backup-'));
let [state, copy] = ['', ''];
afterAll(() => rmSync(root, { recursive: true }));

const DATABASE = 'v3/do/signalbox-Ledger/one.sqlite';

/** A database that stays open, with its last row still in the write-ahead log. */
function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS t (n); INSERT INTO t VALUES (1)');
  return database;
}

function rows(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  const { n } = database.prepare('SELECT count(*) AS n FROM t').get() as { n: number };
  database.close();
  return n;
}

beforeEach(() => {
  const own = mkdtempSync(join(root, 'one-'));
  [state, copy] = [join(own, 'state'), join(own, 'copy')];
  for (const folder of ['v3/do/signalbox-Ledger', 'v3/r2/blobs', 'v3/observability']) {
    mkdirSync(join(state, folder), { recursive: true });
  }
  writeFileSync(join(state, 'v3/r2/blobs/export'), 'an export');
  writeFileSync(join(state, 'v3/observability/traces'), 'left out');
  writeFileSync(join(state, 'wrangler.log'), 'left out');
});

it('holds what was committed, and comes back in the place of what is there', async () => {
  const database = open(join(state, DATABASE));
  expect(await backUpState(state, copy)).toMatchObject({ files: 2, at: expect.stringMatching(/Z$/) });
  expect(statSync(copy).mode & 0o077).toBe(0);
  database.exec('INSERT INTO t VALUES (2)');
  database.close();
  const old = restoreState(copy, state);
  expect([rows(join(state, DATABASE)), rows(join(old!, DATABASE))]).toEqual([1, 2]);
  expect(readFileSync(join(state, 'v3/r2/blobs/export'), 'utf8')).toBe('an export');
  expect(existsSync(join(state, 'v3/observability'))).toBe(false);
});

it('is made nowhere where something is, of nothing where nothing is, and restored only when it is whole', async () => {
  open(join(state, DATABASE)).close();
  await backUpState(state, copy);
  await expect(backUpState(state, copy)).rejects.toThrow('is not empty');
  await expect(backUpState(join(state, 'none'), `${copy}-2`)).rejects.toThrow('There is no state');
  rmSync(join(copy, 'backup.json'));
  expect(() => restoreState(copy, state)).toThrow('holds no whole backup');
  expect(rows(join(state, DATABASE))).toBe(1);
});
