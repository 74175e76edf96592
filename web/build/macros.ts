/** Lingui's macros: turns t`…` and plural(…) into calls with an id, and collects the messages of a source file. */
import { transformSync } from '@babel/core';
import extractMessages, { type ExtractedMessage } from '@lingui/babel-plugin-extract-messages';
import macros from '@lingui/babel-plugin-lingui-macro';
import { makeConfig } from '@lingui/conf';
import type { Plugin } from 'vite';
import { LOCALES } from '../../worker/words/locales.ts';

const linguiConfig = makeConfig({ sourceLocale: 'en', locales: LOCALES.map(({ id }) => id) }, { skipValidation: true });
const MARK = '@lingui/core/macro';

/** Vite plugin; in production the words leave the code, and only the catalogue of one language is loaded. */
export function linguiMacros(): Plugin {
  let stripped = false;
  return {
    name: 'signalbox:macros',
    enforce: 'pre',
    configResolved: (config) => {
      stripped = config.command === 'build';
    },
    transform: (code, id) => (code.includes(MARK) ? expand(code, id.split('?')[0]!, stripped) : undefined),
  };
}

function expand(code: string, filename: string, stripped: boolean) {
  const options = { linguiConfig, descriptorFields: stripped ? 'id-only' : 'all' };
  const out = transformSync(code, { ...parsing(filename), sourceMaps: true, plugins: [[macros, options]] });
  return out?.code ? { code: out.code, map: out.map as never } : undefined;
}

/** The messages of one file, in their order. */
export function messagesOf(code: string, filename: string): ExtractedMessage[] {
  const found: ExtractedMessage[] = [];
  if (!code.includes(MARK)) return found;
  const collect = { linguiConfig, onMessageExtracted: (message: ExtractedMessage) => found.push(message) };
  transformSync(code, {
    ...parsing(filename),
    code: false,
    plugins: [
      [macros, { linguiConfig, descriptorFields: 'all' }],
      [extractMessages, collect],
    ],
  });
  return found;
}

const parsing = (filename: string) => ({
  filename,
  babelrc: false,
  configFile: false,
  parserOpts: { plugins: ['typescript' as const, 'jsx' as const] },
});
