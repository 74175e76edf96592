/** The order of what a page asks for in its head. */

/**
 * The stylesheet before all modules: where connections are few, nothing is painted until it is there. Only boot.js is before it:
 * a script behind a stylesheet waits for it, and boot.js has reads to begin.
 */
export function stylesFirst(html: string): string {
  const [styles] = /<link rel="stylesheet"[^>]*>/.exec(html) ?? [];
  if (!styles) throw new Error('The page has no stylesheet.');
  return html.replace(styles, '').replace(/<script src="\/boot\.js"><\/script>/, (boot) => `${boot}\n    ${styles}`);
}
