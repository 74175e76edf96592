/** The log of the server, on real files and on a device that is always full. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openLog } from './log-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('keeps the newest lines within twice its size', () => {
  const path = join(folder, 'server.log');
  const log = openLog(path, (text) => expect.fail(text), { maxBytes: 1_000 });
  for (let line = 0; line < 500; line++) log(`line ${line} ${'x'.repeat(20)}`);
  expect(readFileSync(`${path}.1`, 'utf8') + readFileSync(path, 'utf8')).toMatch(/line 498 x+\nline 499 x+\n$/);
  expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThan(2_100);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it.runIf(existsSync('/dev/full'))('says once that the disk is full, and goes on when it takes lines again', () => {
  const path = join(folder, 'full.log');
  symlinkSync('/dev/full', path);
  const complaints: string[] = [];
  let at = 0;
  const log = openLog(path, (text) => complaints.push(text), { now: () => at });
  for (let line = 0; line < 10; line++) log('dropped');
  at += 30_000;
  log('dropped as well');
  expect(complaints).toEqual([expect.stringContaining('ENOSPC')]);
  rmSync(path);
  log('too early');
  at += 30_000;
  log('written');
  log('written too');
  expect(readFileSync(path, 'utf8')).toBe('written\nwritten too\n');
  rmSync(path);
});
