/** Vite plugin: renders each page of pages.ts with the server renderer and writes it as static HTML beside the assets. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Messages } from '@lingui/core';
import { build, type Plugin, type Rollup } from 'vite';
import type { Locale } from '../../worker/words/locales.ts';
import { compileArea, readAreas, SHELL } from './catalogues.ts';
import { earlyReads } from './early-reads.ts';
import { type LandingPage, writeLandingPages } from './landing-pages.ts';
import { linguiMacros } from './macros.ts';
import { FOLDER } from './messages-plugin.ts';
import { stylesFirst } from './styles-first.ts';

interface Page {
  path: string;
  title: string;
  areas: string[];
}

/** Pages whose folder is not called like their address. */
const FOLDERS: Record<string, string> = { '/': 'overview', '/404': 'not-found' };
/** Pages that ask who is signed in before anything else. */
const SIGNED_IN =
  /^\/(alerts|leads|metrics|onboarding|projects|reports|reports\/view|rules|transactions|settings\/.*)?$/;

interface Renderer {
  describePages(words: Messages): Page[];
  renderPage(path: string): Promise<string>;
  renderLanding(locale: Locale, words: Messages): Promise<LandingPage>;
}

/** The plugin; it works in the client build only, after its files are written. */
export function prerenderPages(): Plugin {
  let root = '';
  let messages = '';
  return {
    name: 'signalbox:prerender',
    apply: (config, env) => env.command === 'build' && !config.build?.ssr,
    configResolved(config) {
      root = config.root;
      messages = JSON.parse(String(config.define?.[FOLDER]));
    },
    async writeBundle(output, bundle) {
      const dir = output.dir ?? '';
      const work = await mkdtemp(join(dir, '../.prerender-'));
      try {
        const { describePages, renderPage, renderLanding } = await loadRenderer(root, work);
        const template = await readFile(join(dir, 'index.html'), 'utf8');
        for (const page of describePages(englishWords())) {
          const body = await renderPage(page.path);
          const html = compose(template, page, { body, messages, chunks: chunksOf(bundle, moduleOf(page)) });
          const file = join(dir, `${page.path === '/' ? 'index' : page.path}.html`);
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, html);
        }
        await writeLandingPages(dir, renderLanding);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    },
  };
}

function englishWords(): Messages {
  const areas = [...readAreas()].map(([name, area]) => compileArea(name, area, 'en'));
  return Object.assign({}, ...areas);
}

async function loadRenderer(root: string, outDir: string): Promise<Renderer> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { ssr: 'prerender.tsx', outDir, emptyOutDir: true, copyPublicDir: false, target: 'node20' },
    ssr: { noExternal: true },
    define: { [FOLDER]: '""' },
    plugins: [linguiMacros()],
  });
  return (await import(pathToFileURL(join(outDir, 'prerender.js')).href)) as Renderer;
}

function moduleOf({ path }: Page): string {
  return `/pages/${FOLDERS[path] ?? path.slice(1)}/index.tsx`;
}

/** The page's own chunk and all that it imports, so that the browser asks for them without waiting for the entry. */
function chunksOf(bundle: Rollup.OutputBundle, module: string): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const page = chunks.find((chunk) => chunk.facadeModuleId?.replaceAll('\\', '/').endsWith(module));
  const entry = chunks.find((chunk) => chunk.isEntry && chunk.facadeModuleId?.endsWith('index.html'));
  if (!page) throw new Error(`No chunk for ${module}`);
  const named = new Set<string>();
  const add = (name: string) => {
    if (named.has(name)) return;
    named.add(name);
    for (const other of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) add(other);
  };
  for (const name of [...(entry?.imports ?? []), page.fileName]) add(name);
  return [...named].filter((name) => name !== entry?.fileName);
}

interface Built {
  body: string;
  /** The folder of the catalogues. */
  messages: string;
  chunks: string[];
}

function compose(template: string, page: Page, { body, messages, chunks }: Built): string {
  const signedIn = SIGNED_IN.test(page.path);
  const reads = signedIn ? ` data-reads="${earlyReads(page.path).replaceAll('&', '&amp;')}"` : '';
  const words = `data-messages="${messages}" data-areas="${[SHELL, ...page.areas].join(' ')}"${reads}`;
  const links = chunks.map((name) => `<link rel="modulepreload" crossorigin href="/${name}">`);
  // All other reads wait for this one: it is sent among the first. Behind boot.js, which takes its reply over, it would be sent twice.
  const session = signedIn ? '<link rel="preload" as="fetch" crossorigin href="/v1/auth/session">\n    ' : '';
  return stylesFirst(template)
    .replace(/<title>.*<\/title>/, () => `<title>${page.title}</title>`)
    .replace('src="/boot.js"', (boot) => `${boot} ${words}`)
    .replace('<script src="/boot.js"', (boot) => `${session}${boot}`)
    .replace('</head>', () => `  ${links.join('\n    ')}\n  </head>`)
    .replace('<!--app-->', () => body);
}
