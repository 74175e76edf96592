import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { ensureDevVars, overrides, writeOverrides } from './dev-vars.ts';

test('any name of the example that the environment sets goes before .dev.vars, and no other', () => {
  const root = mkdtempSync(join(tmpdir(), 'vars-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(
    join(root, '.dev.vars.example'),
    '# Words, and X=1 in them\nA=change-me\n# B=\nC=3\n# see https://x.example/?D=1\n',
  );
  expect(overrides(root, { A: 'a', B: 'b', C: '', D: 'd', HOME: '/root' })).toEqual({ A: 'a', B: 'b' });
  process.env.B = 'https://x.example:1/?q="1"&$HOME';
  onTestFinished(() => void delete process.env.B);
  const [, path] = writeOverrides(join(root, 'state'), root);
  expect(parseEnv(readFileSync(path!, 'utf8'))).toEqual({ B: 'https://x.example:1/?q="1"&\\$HOME' });
});

test('a file of an earlier version gets the secrets that it lacks, and keeps its own', () => {
  const root = mkdtempSync(join(tmpdir(), 'vars-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const path = join(root, '.dev.vars');
  writeFileSync(path, '# mine\nEVENT_SECRET=kept\nSIGNING_KEY=kept');
  expect(ensureDevVars(root)).toBe(false);
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/^# mine\nEVENT_SECRET=kept\nSIGNING_KEY=kept\n/);
  expect(Object.keys(parseEnv(text)).sort()).toEqual([
    'EVENT_SECRET',
    'INTERNAL_ADMIN_API_KEY',
    'SIGNING_KEY',
    'VAPID_KEY',
  ]);
  expect(ensureDevVars(root)).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe(text);
});
