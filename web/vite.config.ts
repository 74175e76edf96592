/** Builds the dashboard to dist/web: hashed assets, one stylesheet, every page prerendered to HTML. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { leanChart } from './build/lean-chart.ts';
import { linguiMacros } from './build/macros.ts';
import { messageCatalogues } from './build/messages-plugin.ts';
import { plainImports } from './build/plain-imports.ts';
import { prerenderPages } from './build/prerender-plugin.ts';
import { copyReferenceViewer } from './build/reference-plugin.ts';

const api = process.env.SIGNALBOX_URL ?? 'http://localhost:8787';

/** Few chunks: a browser loads six files at once over HTTP/1.1, and every round trip costs time. But a page loads only its own code. */
const CHUNKS = [
  // The landing page shares the styles of the rest, and no code.
  { name: 'look', test: /web[\\/]base[\\/](theme|storage)\.ts$/, priority: 4 },
  // The list of alerts and the detail that is loaded on demand share these.
  {
    name: 'alert-words',
    test: /pages[\\/]alerts[\\/](words|detail[\\/]explain|actions[\\/](actions|action-buttons))\.tsx?$/,
    priority: 1,
  },
  // What every page of the entry needs, and the frame of signed-in pages with all that it uses.
  {
    name: 'frame',
    test: /node_modules[\\/](preact|@lingui)|vite[\\/]preload-helper|web[\\/](shell[\\/]page\.tsx|parts[\\/]form[\\/](segmented|switch)\.tsx|base[\\/]words[\\/](metric|event)-words\.ts)$|worker[\\/]shared[\\/]follow-up\.ts$/,
    priority: 3,
  },
  // Loaded when the account menu opens, and by the pages before it.
  { name: 'account-choices', test: /web[\\/]shell[\\/](account|language)-choices?\.tsx$/, priority: 2 },
  // A chart is never without these; small files pack worse.
  {
    name: 'chart',
    test: /web[\\/]parts[\\/](chart[\\/](chart-data\.ts|(chart|legend|series-table|sparkline)\.tsx)|data[\\/](live-value|delta)\.tsx)$/,
    priority: 2,
  },
  // Account pages and others use these: they must not bring each other along.
  {
    name: 'forms',
    test: /web[\\/]parts[\\/](layer[\\/]dialog|form[\\/](form|copy-button|choices))\.tsx$/,
    priority: 2,
  },
  {
    name: 'lists',
    test: /web[\\/](base[\\/](api[\\/]list|time[\\/]period)\.ts|parts[\\/](data[\\/](table|badge)|layer[\\/]tabs|form[\\/]date-range)\.tsx)$/,
    priority: 2,
  },
  // What the account pages share must not weigh on the Overview.
  { name: 'account', test: /web[\\/]account[\\/]/, minShareCount: 2, priority: 1 },
  // What settings share with each other, above all their lists, must not weigh on the sign-in page.
  { name: 'settings', test: /web[\\/]pages[\\/]settings[\\/]/, minShareCount: 2, priority: 1 },
];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  appType: 'mpa',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Tokens use light-dark(); older targets would make the compiler expand it.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // One stylesheet: a page's styles never arrive after its markup.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: ['index.html', 'landing.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))),
      output: { codeSplitting: { groups: CHUNKS } },
    },
  },
  server: { port: 5173, proxy: { '/v1': api, '/healthz': api } },
  plugins: [plainImports(), leanChart(), linguiMacros(), messageCatalogues(), prerenderPages(), copyReferenceViewer()],
});
