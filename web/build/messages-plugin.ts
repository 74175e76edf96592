/** Vite plugin: writes one JSON file per area and language under an address that changes with their content. */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { LOCALES } from '../../worker/words/locales.ts';
import { type Area, compileArea, readAreas } from './catalogues.ts';

/** The folder that holds the catalogues, as imports name it. */
export const FOLDER = '__MESSAGES__';

/** Catalogues as files of the build, and on the fly from the development server. */
export function messageCatalogues(): Plugin {
  let areas = new Map<string, Area>();
  let files: [name: string, json: string][] = [];
  let folder = '';
  return {
    name: 'signalbox:messages',
    config() {
      areas = readAreas();
      files = [...areas].flatMap(([name, area]) =>
        LOCALES.map(({ id }): [string, string] => [`${name}.${id}.json`, JSON.stringify(compileArea(name, area, id))]),
      );
      const hash = createHash('sha256').update(files.join()).digest('hex').slice(0, 8);
      folder = `/assets/messages-${hash}/`;
      return { define: { [FOLDER]: JSON.stringify(folder) } };
    },
    configureServer(server) {
      server.middlewares.use((request, reply, next) => {
        const [, name, locale] = /\/messages-\w+\/([\w-]+)\.([\w-]+)\.json/.exec(request.url ?? '') ?? [];
        const area = readAreas().get(name ?? '');
        if (!area || !locale) return next();
        reply.setHeader('content-type', 'application/json');
        reply.end(JSON.stringify(compileArea(name!, area, locale as never)));
      });
    },
    generateBundle() {
      for (const [name, source] of files)
        this.emitFile({ type: 'asset', fileName: `${folder.slice(1)}${name}`, source });
    },
  };
}
