/** `npm run secrets`: makes every secret of production, in a file that only its owner can read; prints names, never values. */
import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SECRETS } from './server/secret-values.ts';

const USAGE = `Usage: npm run secrets [-- --out FILE] [--only NAME]
  --out FILE    where to write them (default secrets.production.json); an existing file is never overwritten
  --only NAME   one of ${Object.keys(SECRETS).join(', ')}`;

function run(): void {
  const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' } } });
  const names = values.only ? [values.only] : Object.keys(SECRETS);
  if (names.some((name) => !SECRETS[name])) throw new Error(USAGE);
  const path = resolve(values.out ?? 'secrets.production.json');
  const secrets = Object.fromEntries(names.map((name) => [name, SECRETS[name]!()]));
  try {
    writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${path} exists already. Secrets in use must not be lost: move it away, or choose another --out.`);
  }
  const file = relative(process.cwd(), path);
  console.log(`Wrote ${names.join(', ')} to ${file} (readable by you alone).

1. Keep a copy where your team keeps passwords: EVENT_SECRET can never be made again.
2. npx wrangler secret bulk ${file}
3. Delete ${file}.`);
}

try {
  run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
