/** Puts the API reference's viewer beside the pages, so that /docs loads nothing from elsewhere. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const FILES = ['swagger-ui-bundle.js', 'swagger-ui.css'];

/** Copies the viewer's two files into `reference/` of the build. */
export function copyReferenceViewer(): Plugin {
  let folder = '';
  return {
    name: 'signalbox-reference',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir, 'reference');
    },
    closeBundle: () => {
      const viewer = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
      mkdirSync(folder, { recursive: true });
      for (const file of FILES) copyFileSync(join(viewer, file), join(folder, file));
    },
  };
}
