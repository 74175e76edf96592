/** Vite plugin: renders each page of pages.ts with the server renderer and writes it as static HTML beside the assets. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin, type Rollup } from 'vite';

interface Page {
  path: string;
  file: string;
  title: string;
  module: string;
  preload?: string[];
}

interface Renderer {
  PAGES: Page[];
  renderPage(path: string): Promise<string>;
}

/** The plugin; it works in the client build only, after its files are written. */
export function prerenderPages(): Plugin {
  let root = '';
  return {
    name: 'signalbox:prerender',
    apply: (config, env) => env.command === 'build' && !config.build?.ssr,
    configResolved(config) {
      root = config.root;
    },
    async writeBundle(output, bundle) {
      const dir = output.dir ?? '';
      const work = await mkdtemp(join(dir, '../.prerender-'));
      try {
        const { PAGES, renderPage } = await loadRenderer(root, work);
        const template = await readFile(join(dir, 'index.html'), 'utf8');
        for (const page of PAGES) {
          const html = compose(template, page, await renderPage(page.path), chunksOf(bundle, page.module));
          await writeFile(join(dir, page.file), html);
        }
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    },
  };
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
  });
  return (await import(pathToFileURL(join(outDir, 'prerender.js')).href)) as Renderer;
}

/** The page's own chunk and what it imports, so that the browser asks for them without waiting for the entry. */
function chunksOf(bundle: Rollup.OutputBundle, module: string): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const page = chunks.find((chunk) => chunk.facadeModuleId?.replaceAll('\\', '/').endsWith(module));
  const entry = chunks.find((chunk) => chunk.isEntry);
  if (!page) throw new Error(`No chunk for ${module}`);
  return [page.fileName, ...page.imports].filter((name) => name !== entry?.fileName && !entry?.imports.includes(name));
}

function compose(template: string, page: Page, body: string, chunks: string[]): string {
  const links = [
    ...chunks.map((name) => `<link rel="modulepreload" crossorigin href="/${name}">`),
    ...(page.preload ?? []).map((href) => `<link rel="preload" as="fetch" crossorigin href="${href}">`),
  ];
  return template
    .replace(/<title>.*<\/title>/, () => `<title>${page.title}</title>`)
    .replace('</head>', () => `  ${links.join('\n    ')}\n  </head>`)
    .replace('<!--app-->', () => body);
}
