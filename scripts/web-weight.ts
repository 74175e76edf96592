/** What a page makes a browser load, in gzipped kilobytes, read from the built files. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Weighs a page's scripts with all they import and its words in English as `js`, and its stylesheets. `page` is index.html, alerts.html. */
export function pageWeight(folder: string, page: string): { js: number; css: number } {
  const html = readFileSync(join(folder, page), 'utf8');
  const entries = [...html.matchAll(/<script[^>]+src="\/?([^"]+\.js)"/g)].map(([, path]) => path!);
  const preloads = [...html.matchAll(/<link[^>]+rel="modulepreload"[^>]+href="\/?([^"]+)"/g)].map(([, path]) => path!);
  const styles = [...html.matchAll(/<link[^>]+href="\/?([^"]+\.css)"/g)].map(([, path]) => path!);
  const scripts = new Set<string>();
  for (const path of entries) follow(folder, path, false, scripts);
  for (const path of preloads) follow(folder, path, true, scripts);
  for (const path of wordsOf(html)) scripts.add(path);
  return { js: weigh(folder, scripts), css: weigh(folder, new Set(styles)) };
}

function wordsOf(html: string): string[] {
  if (html.includes('data-landing=')) return [];
  const [, folder, areas] = /data-messages="\/([^"]+)" data-areas="([^"]+)"/.exec(html) ?? [];
  if (!folder || !areas) throw new Error('The page names no words.');
  return areas.split(' ').map((area) => `${folder}${area}.en.json`);
}

/** Code that is loaded only on demand: the details of an alert, how to send a first event. */
const ON_DEMAND = /\/(alert-detail|first-run)-/;

// The entry's lazy imports are the other pages; those of the page's own chunks are what it loads a moment later.
function follow(folder: string, path: string, lazyToo: boolean, seen: Set<string>): void {
  if (seen.has(path) || ON_DEMAND.test(path)) return;
  seen.add(path);
  const code = readFileSync(join(folder, path), 'utf8');
  const eager = /(?:from|import)\s*(["'`])(\.[^"'`]+\.js)\1/g;
  const lazy = /import\(\s*(["'`])(\.[^"'`]+\.js)\1/g;
  for (const pattern of lazyToo ? [eager, lazy] : [eager]) {
    for (const [, , target] of code.matchAll(pattern)) follow(folder, join(dirname(path), target!), lazyToo, seen);
  }
}

function weigh(folder: string, paths: Set<string>): number {
  const sizes = [...paths].map((path) => gzipSync(readFileSync(join(folder, path)), { level: 9 }).length);
  if (sizes.length === 0) throw new Error(`Nothing to weigh in ${basename(folder)}.`);
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
