/** Development secrets: `.dev.vars`, written once from `.dev.vars.example`. */
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ROOT } from '../settings.ts';
import { SECRETS } from './secret-values.ts';

const PLACEHOLDER = 'change-me';

/** Writes `.dev.vars` with fresh secrets when it is absent, and adds those that it lacks to one of an earlier version; returns whether it is new. */
export function ensureDevVars(root = ROOT): boolean {
  const path = join(root, '.dev.vars');
  if (existsSync(path)) {
    const text = readFileSync(path, 'utf8');
    refusePlaceholders(text);
    addMissing(path, text);
    return false;
  }
  const example = readFileSync(join(root, '.dev.vars.example'), 'utf8');
  const text = example.replace(/^(\w+)=change-me$/gm, (line, name: string) =>
    SECRETS[name] ? `${name}=${SECRETS[name]()}` : line,
  );
  refusePlaceholders(text);
  return publish(path, text);
}

/** A version that needs one secret more starts without being asked for it. */
function addMissing(path: string, text: string): void {
  const known = parseEnv(text);
  const lines = Object.entries(SECRETS).flatMap(([name, make]) => (name in known ? [] : [`${name}=${make()}\n`]));
  if (lines.length === 0) return;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${text.replace(/\n*$/, '\n')}${lines.join('')}`, { mode: 0o600 });
  renameSync(draft, path);
}

/** Every name of `.dev.vars.example`, those in comments included, that the environment sets. */
export function overrides(root = ROOT, environment = process.env): Record<string, string> {
  const example = readFileSync(join(root, '.dev.vars.example'), 'utf8');
  const names = [...example.matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]!);
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

/**
 * The files that the Worker's variables are read from, later ones before earlier ones: `.dev.vars`, and what the environment sets
 * instead, which is in no command line and no log.
 */
export function writeOverrides(state: string, root = ROOT): string[] {
  const path = join(state, 'overrides.env');
  const lines = Object.entries(overrides(root)).map(([name, value]) => `${name}=${quoted(value)}`);
  mkdirSync(state, { recursive: true });
  rmSync(path, { force: true });
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
  return [join(root, '.dev.vars'), path];
}

/** A value as env files take it, where `$` would name another one. */
function quoted(value: string): string {
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark)) ?? "'";
  return quote + value.replaceAll('$', '\\$') + quote;
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
