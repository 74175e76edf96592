/** The log of the server, on real files and on a device that is always full. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openLog } from './log-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('keeps the newest lines within twice its size', () => {
  const path = join(folder, 'server.log');
  const log = openLog(path, (text) => expect.fail(text), 1_000);
  for (let line = 0; line < 500; line++) log(`line ${line} ${'x'.repeat(20)}`);
  expect(readFileSync(`${path}.1`, 'utf8') + readFileSync(path, 'utf8')).toMatch(/line 498 x+\nline 499 x+\n$/);
  expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThan(2_100);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it.runIf(existsSync('/dev/full'))('says once that the disk is full, and goes on without a log', () => {
  const complaints: string[] = [];
  const log = openLog('/dev/full', (text) => complaints.push(text));
  for (let line = 0; line < 10; line++) log('a line');
  expect(complaints).toEqual([expect.stringContaining('ENOSPC')]);
});
