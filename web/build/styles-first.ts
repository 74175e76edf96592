/** The order of what a page asks for in its head. */

/** The stylesheet before all scripts: where connections are few, nothing is painted until it is there. */
export function stylesFirst(html: string): string {
  const [styles] = /<link rel="stylesheet"[^>]*>/.exec(html) ?? [];
  if (!styles) throw new Error('The page has no stylesheet.');
  return html.replace(styles, '').replace('<script', () => `${styles}\n    <script`);
}
