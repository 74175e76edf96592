/** Lazy parts are plain imports: Vite's helper, which looks up what each of them needs, would weigh 1.3 KB on every page. */
import type { Plugin } from 'vite';

/** Replaces the helper; pages name what they need in their head, and links fetch their page when they are pointed at. */
export function plainImports(): Plugin {
  return {
    name: 'signalbox:plain-imports',
    enforce: 'pre',
    apply: 'build',
    load: (id) =>
      id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : undefined,
  };
}
