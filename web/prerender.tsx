/** Build-time entry: renders a page to HTML in English, with no session and no clock in it. */
import { i18n, type Messages } from '@lingui/core';
import { locationStub } from 'preact-iso/prerender';
import { renderToStringAsync } from 'preact-render-to-string';
import type { Locale } from '../worker/words/locales.ts';
import { App } from './app.tsx';
import { Landing, landingHead } from './pages/landing/index.tsx';
import { PAGES, pageAt, titleOf } from './pages.ts';

/** Addresses, titles and areas of all pages, once the words are here. */
export function describePages(words: Messages): { path: string; title: string; areas: string[] }[] {
  i18n.loadAndActivate({ locale: 'en', messages: words });
  return PAGES.map((page) => ({ path: page.path, title: titleOf(page), areas: page.areas }));
}

/** The markup of the page at `path`, as the browser sees it before any data. */
export async function renderPage(path: string): Promise<string> {
  locationStub(path);
  await pageAt(path).component.preload();
  return renderToStringAsync(<App />);
}

/** The landing page in a language, as it is from its first to its last moment. */
export async function renderLanding(
  locale: Locale,
  words: Messages,
): Promise<{ title: string; description: string; body: string }> {
  i18n.loadAndActivate({ locale, messages: words });
  return { ...landingHead(), body: await renderToStringAsync(<Landing />) };
}
