/** The command that makes the secrets of production, run as it is. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'signalbox-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const make = (...args: string[]) =>
  execFileSync(process.execPath, ['scripts/secrets.ts', ...args], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
const secretsIn = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;

it('makes every secret that has no default, for its owner alone, and prints no value', () => {
  const path = join(folder, 'all.json');
  const said = make('--out', path);
  const secrets = secretsIn(path);
  const example = parseEnv(readFileSync(join(ROOT, '.dev.vars.example'), 'utf8'));
  const needed = Object.keys(example).filter((name) => example[name] === 'change-me');
  expect(Object.keys(secrets).sort()).toEqual(needed.sort());
  expect(statSync(path).mode & 0o777).toBe(0o600);
  for (const value of Object.values(secrets)) expect(said).not.toContain(value);
  expect(Buffer.from(secrets.EVENT_SECRET!, 'base64')).toHaveLength(32);
  expect(Buffer.from(secrets.INTERNAL_ADMIN_API_KEY!, 'base64url')).toHaveLength(32);
  const vapid = createPrivateKey({ key: Buffer.from(secrets.VAPID_KEY!, 'base64'), format: 'der', type: 'pkcs8' });
  expect(vapid.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  const der = Buffer.from(secrets.SIGNING_KEY!, 'base64');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const text = Buffer.from('a checkpoint');
  expect(verify(null, text, createPublicKey(key), sign(null, text, key))).toBe(true);
});

it('never overwrites a file, and makes one secret alone', () => {
  const path = join(folder, 'one.json');
  make('--out', path, '--only', 'INTERNAL_ADMIN_API_KEY');
  const before = secretsIn(path);
  expect(Object.keys(before)).toEqual(['INTERNAL_ADMIN_API_KEY']);
  expect(() => make('--out', path)).toThrow('exists already');
  expect(() => make('--out', join(folder, 'x.json'), '--only', 'NOTHING')).toThrow('Usage');
  expect(secretsIn(path)).toEqual(before);
});
