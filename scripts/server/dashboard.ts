/** Builds the dashboard to dist/web, only when something that goes into it is newer than the last build. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ROOT } from '../settings.ts';

const BUILT = join(ROOT, 'dist/web/index.html');
/** What a build is made from: the dashboard, and what it shares with the Worker. */
const INPUTS = ['package-lock.json', 'web', 'worker/words', 'worker/shared'];
const LOCK = join(ROOT, 'dist/.building');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

/** Builds if needed; returns whether it did. */
export async function buildDashboard(signal?: AbortSignal): Promise<boolean> {
  if (!existsSync(LOCK) && isFresh()) return false;
  const broken = await takeLock();
  try {
    if (!broken && isFresh()) return false;
    const args = [VITE, 'build', '--config', 'web/vite.config.ts'];
    // A test runner's NODE_ENV would leave the libraries' development code in.
    const env = { ...process.env, NODE_ENV: 'production' };
    await promisify(execFile)(process.execPath, args, { cwd: ROOT, signal, env }).catch(
      ({ message, stdout, stderr }: Error & { stdout: string; stderr: string }) => {
        throw new Error(`The dashboard does not build:\n${`${stdout}${stderr}`.trim() || message}`);
      },
    );
    return true;
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function isFresh(): boolean {
  if (!existsSync(BUILT)) return false;
  const built = statSync(BUILT).mtimeMs;
  return INPUTS.every((input) => {
    const path = join(ROOT, input);
    const inside = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
    return [path, ...inside.map((name) => join(path, name))].every((each) => statSync(each).mtimeMs < built);
  });
}

// Two instances that start at once must not empty dist/web under each other. True when a build broke off before.
async function takeLock(): Promise<boolean> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (let broken = false; ; ) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return broken;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isAlive(LOCK)) await sleep(200);
      else {
        broken = true;
        rmSync(LOCK, { force: true });
      }
    }
  }
}

function isAlive(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || process.pid, 0);
    return true;
  } catch {
    return false;
  }
}
