/** Build-time entry: renders a page to HTML with no session and no clock in it. */
import { locationStub } from 'preact-iso/prerender';
import { renderToStringAsync } from 'preact-render-to-string';
import { App } from './app.tsx';
import { PAGES, pageAt, titleOf } from './pages.ts';

/** Addresses and titles of all pages. */
export const pages = PAGES.map((page) => ({ path: page.path, title: titleOf(page) }));

/** The markup of the page at `path`, as the browser sees it before any data. */
export async function renderPage(path: string): Promise<string> {
  locationStub(path);
  await pageAt(path).component.preload();
  return renderToStringAsync(<App />);
}
