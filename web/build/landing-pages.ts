/** The landing page as documents: one a language, with what search engines read of it. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Messages } from '@lingui/core';
import { LOCALES, type Locale, type LocaleEntry } from '../../worker/words/locales.ts';
import { ORIGIN } from '../../worker/words/origin.ts';
import { compileArea, readAreas } from './catalogues.ts';
import { stylesFirst } from './styles-first.ts';

/** What the renderer returns for the landing page in a language. */
export interface LandingPage {
  title: string;
  description: string;
  body: string;
}

type Render = (locale: Locale, words: Messages) => Promise<LandingPage>;

/** Writes en.html, es.html, … into `dir`, from the landing.html that the build left there. */
export async function writeLandingPages(dir: string, render: Render): Promise<void> {
  const file = join(dir, 'landing.html');
  const template = await readFile(file, 'utf8');
  await rm(file);
  for (const locale of LOCALES) {
    const page = await render(locale.id, wordsIn(locale.id));
    await writeFile(join(dir, `${locale.id}.html`), compose(template, locale, page));
  }
}

function wordsIn(locale: Locale): Messages {
  return Object.assign({}, ...[...readAreas()].map(([name, area]) => compileArea(name, area, locale)));
}

/** English is at the root, where the Worker chooses the reader's language. */
const addressOf = (id: string) => `${ORIGIN}/${id === 'en' ? '' : id}`;

function compose(template: string, { id, dir }: LocaleEntry, { title, description, body }: LandingPage): string {
  const head = [
    `<meta name="description" content="${escapeText(description)}">`,
    `<link rel="canonical" href="${addressOf(id)}">`,
    ...LOCALES.map((each) => `<link rel="alternate" hreflang="${each.id}" href="${addressOf(each.id)}">`),
    `<link rel="alternate" hreflang="x-default" href="${ORIGIN}/">`,
    '<meta property="og:type" content="website">',
    `<meta property="og:title" content="${escapeText(title)}">`,
    `<meta property="og:description" content="${escapeText(description)}">`,
    `<meta property="og:url" content="${addressOf(id)}">`,
  ];
  return stylesFirst(template)
    .replace('<html lang="en">', `<html lang="${id}" dir="${dir}">`)
    .replace(/<title>.*<\/title>/, () => `<title>${escapeText(title)}</title>\n    ${head.join('\n    ')}`)
    .replace('src="/boot.js"', `src="/boot.js" data-landing="${id}"`)
    .replace('<!--app-->', () => body);
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
