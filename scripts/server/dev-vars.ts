/** Development secrets: `.dev.vars`, written once from `.dev.vars.example`. */
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ROOT } from '../settings.ts';
import { SECRETS } from './secret-values.ts';

const PLACEHOLDER = 'change-me';

/** Writes `.dev.vars` with fresh secrets when it is absent; returns whether it did. */
export function ensureDevVars(root = ROOT): boolean {
  const path = join(root, '.dev.vars');
  if (existsSync(path)) {
    refusePlaceholders(readFileSync(path, 'utf8'));
    return false;
  }
  const example = readFileSync(join(root, '.dev.vars.example'), 'utf8');
  const text = example.replace(/^(\w+)=change-me$/gm, (line, name: string) =>
    SECRETS[name] ? `${name}=${SECRETS[name]()}` : line,
  );
  refusePlaceholders(text);
  return publish(path, text);
}

/** The operator's key: from the environment, else from `.dev.vars`. */
export function adminKey(root = ROOT): string {
  const path = join(root, '.dev.vars');
  const key =
    process.env.INTERNAL_ADMIN_API_KEY ||
    (existsSync(path) ? parseEnv(readFileSync(path, 'utf8')).INTERNAL_ADMIN_API_KEY : undefined);
  if (!key) throw new Error('No INTERNAL_ADMIN_API_KEY: set it, or run `npm start` once so that it writes .dev.vars.');
  return key;
}

function refusePlaceholders(text: string): void {
  const left = Object.entries(parseEnv(text)).filter(([, value]) => value === PLACEHOLDER);
  if (left.length === 0) return;
  const names = left.map(([name]) => name).join(', ');
  throw new Error(`.dev.vars has no value for ${names}. Delete the file and npm start writes fresh secrets.`);
}

// A link appears whole or not at all, so two instances that start at once agree on one set of secrets.
function publish(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
