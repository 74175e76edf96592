/** The language of the page: which one it is, and the words of it. */
import { i18n, type Messages } from '@lingui/core';
import { LOCALES, type Locale, matchLocale } from '../../../worker/words/locales.ts';
import { remember } from '../storage.ts';

declare const __MESSAGES__: string;

/** Where public/boot.js reads the language before the first paint. */
const KEY = 'signalbox.locale';

/** The areas that pages have loaded so far: another language needs all of them again. */
const wanted = new Set(['shell']);
const loaded = new Map<string, Promise<void>>();
/** The language that the page speaks or is about to. */
let chosen: Locale = 'en';

i18n.loadAndActivate({ locale: 'en', messages: {} });

/** The language that the page speaks. */
export function currentLocale(): Locale {
  return i18n.locale as Locale;
}

const varieties = new Map<string, string>();

/** The reader's own variety of the page's language (en-GB, es-AR), always with the Gregorian calendar that the API counts in. */
export function formatLocale(locale: string = currentLocale()): string {
  const known = varieties.get(locale);
  if (known) return known;
  const languages = typeof navigator === 'object' ? (navigator.languages ?? [navigator.language]) : [];
  const own = languages.find((tag) => tag?.split('-')[0] === locale.split('-')[0]) ?? locale;
  const variety = new Intl.Locale(own, { calendar: 'gregory' }).toString();
  varieties.set(locale, variety);
  return variety;
}

/** The language that public/boot.js has found for this reader. */
export function localeOfDocument(): Locale {
  return matchLocale(document.documentElement.lang) ?? 'en';
}

/** Makes sure that the words of these areas are here, in `locale`. */
export async function loadMessages(areas: string[], locale: Locale = chosen): Promise<void> {
  // The renderer of the build was given all words at once.
  if (import.meta.env.SSR) return;
  for (const area of areas) wanted.add(area);
  await Promise.all([...wanted].map((area) => load(area, locale)));
}

/** Speaks `locale` once its words are here; `keep` makes the browser start with it next time. */
export async function speak(locale: Locale, keep = false): Promise<void> {
  chosen = locale;
  if (keep) remember(KEY, locale);
  await loadMessages([], locale);
  if (chosen !== locale) return;
  const root = document.documentElement;
  root.lang = locale;
  root.dir = LOCALES.find(({ id }) => id === locale)?.dir ?? 'ltr';
  // Counts in sentences have the same digits as all other numbers.
  i18n.activate(locale, [formatLocale(locale)]);
}

function load(area: string, locale: Locale): Promise<void> {
  const name = `${area}.${locale}.json`;
  const known = loaded.get(name) ?? fetchWords(name).then((messages) => i18n.load(locale, messages));
  loaded.set(name, known);
  known.catch(() => loaded.delete(name));
  return known;
}

async function fetchWords(name: string): Promise<Messages> {
  const response = await fetch(`${__MESSAGES__}${name}`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return (await response.json()) as Messages;
}
