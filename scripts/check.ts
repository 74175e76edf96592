/** `npm run check`: format, lint, types, architecture, dead code, API document and page weight, in seconds and offline. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDashboard } from './server/dashboard.ts';
import { ROOT } from './settings.ts';
import { pageWeight } from './web-weight.ts';

const BUDGET_KB = { js: 60, css: 15 };
/** The pages that a person opens every day. */
const WEIGHED = ['index.html', 'alerts.html', 'en.html'];
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
  'types: web': webTypes,
  architecture: () => tool('vitest/vitest.mjs', 'run', '--project', 'unit', 'worker/testing/architecture.test.ts'),
  'dead code': () => tool('knip/bin/knip.js', '--no-progress'),
  'api document': async () => ((await described).ok ? lintDocument() : described),
  'page weight': weighPages,
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

/** Writes the document of the API, and the types of the dashboard's client from it. */
async function describeApi(): Promise<Outcome> {
  const document = await run([join(ROOT, 'scripts/openapi.ts')]);
  if (!document.ok) return document;
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(DOCUMENT, document.stdout);
  return run([join(ROOT, 'scripts/api-types/generate.ts')]);
}

/** Two linters, each with all of its rules. */
async function lintDocument(): Promise<Outcome> {
  const redocly = await tool('@redocly/cli/bin/cli.js', 'lint', DOCUMENT, '--format=stylish');
  if (!redocly.ok) return redocly;
  return tool('@stoplight/spectral-cli/dist/index.js', 'lint', DOCUMENT, '--fail-severity=hint');
}

/** The dashboard's client is typed by the document, so that comes first. */
async function webTypes(): Promise<Outcome> {
  await described;
  return tool('typescript/bin/tsc', '-p', 'web', '--noEmit');
}

async function weighPages(): Promise<Outcome> {
  await buildDashboard();
  const folder = join(ROOT, 'dist/web');
  const weights = WEIGHED.filter((page) => existsSync(join(folder, page))).map((page) => pageWeight(folder, page));
  const js = Math.max(...weights.map((weight) => weight.js));
  const css = Math.max(...weights.map((weight) => weight.css));
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
const described = describeApi();
const results = await Promise.all(Object.entries(CHECKS).map(([name, check]) => timed(name, check)));
const failed = results.filter((ok) => !ok).length;
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  failed ? `${failed} of ${results.length} failed in ${seconds} s` : `all ${results.length} passed in ${seconds} s`,
);
process.exitCode = failed ? 1 : 0;
