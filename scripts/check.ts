/** `npm run check`: format, lint, types, architecture, dead code, API document and page weight, in seconds and offline. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDashboard } from './dashboard.ts';
import { ROOT } from './settings.ts';
import { overviewWeight } from './web-weight.ts';

const BUDGET_KB = { js: 45, css: 15 };
const DOCUMENT = join(ROOT, 'dist/openapi.json');

interface Outcome {
  ok: boolean;
  note?: string;
  output?: string;
}

type Check = () => Promise<Outcome>;

const CHECKS: Record<string, Check> = {
  'format and lint': () => tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  'types: worker': () => tool('typescript/bin/tsc', '-p', '.'),
  'types: web': () => tool('typescript/bin/tsc', '-p', 'web', '--noEmit'),
  architecture: () => tool('vitest/vitest.mjs', 'run', '--project', 'unit', 'worker/testing/architecture.test.ts'),
  'dead code': () => tool('knip/bin/knip.js', '--no-progress'),
  'api document': apiDocument,
  'page weight': pageWeight,
};

/** Runs a tool of node_modules under this very Node, without a shell and without npx. */
function tool(path: string, ...args: string[]): Promise<Outcome> {
  return run([join(ROOT, 'node_modules', path), ...args]).then(({ ok, output }) => ({ ok, output }));
}

function run(args: string[]): Promise<{ ok: boolean; output: string; stdout: string }> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', CI: '1', REDOCLY_TELEMETRY: 'off' };
  const options = { cwd: ROOT, env: { ...env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ ok: !error, stdout, output: `${stdout}${stderr}`.trim() || (error?.message ?? '') });
    });
  });
}

async function apiDocument(): Promise<Outcome> {
  const document = await run([join(ROOT, 'scripts/openapi.ts')]);
  if (!document.ok) return document;
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(DOCUMENT, document.stdout);
  return tool('@redocly/cli/bin/cli.js', 'lint', DOCUMENT, '--format=stylish');
}

async function pageWeight(): Promise<Outcome> {
  await buildDashboard();
  const { js, css } = overviewWeight(join(ROOT, 'dist/web'));
  const note = `${js.toFixed(1)} of ${BUDGET_KB.js} KB JavaScript, ${css.toFixed(1)} of ${BUDGET_KB.css} KB CSS, gzipped`;
  return { ok: js <= BUDGET_KB.js && css <= BUDGET_KB.css, note };
}

async function timed(name: string, check: Check): Promise<boolean> {
  const started = performance.now();
  const { ok, note, output } = await check().catch((error: Error) => ({ ok: false, note: '', output: error.message }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(16)} ${seconds.padStart(5)} s${note ? `  ${note}` : ''}`);
  if (!ok && output) console.log(`${output}\n`);
  return ok;
}

const started = performance.now();
const results = await Promise.all(Object.entries(CHECKS).map(([name, check]) => timed(name, check)));
const failed = results.filter((ok) => !ok).length;
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  failed ? `${failed} of ${results.length} failed in ${seconds} s` : `all ${results.length} passed in ${seconds} s`,
);
process.exitCode = failed ? 1 : 0;
