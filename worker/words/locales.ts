/** The product's languages, and the one that fits a language tag. */

export interface LocaleEntry {
  id: string;
  /** The language's own name for itself. */
  name: string;
  dir: 'ltr' | 'rtl';
}

export const LOCALES = [
  { id: 'en', name: 'English', dir: 'ltr' },
  { id: 'es', name: 'Español', dir: 'ltr' },
  { id: 'pt-BR', name: 'Português (Brasil)', dir: 'ltr' },
  { id: 'fr', name: 'Français', dir: 'ltr' },
  { id: 'de', name: 'Deutsch', dir: 'ltr' },
  { id: 'it', name: 'Italiano', dir: 'ltr' },
  { id: 'tr', name: 'Türkçe', dir: 'ltr' },
  { id: 'ar', name: 'العربية', dir: 'rtl' },
  { id: 'ja', name: '日本語', dir: 'ltr' },
] as const satisfies LocaleEntry[];

export type Locale = (typeof LOCALES)[number]['id'];

/** Of a language; in HTML and in mails. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return LOCALES.find(({ id }) => id === locale)?.dir ?? 'ltr';
}

/** The first language of an `Accept-Language` header that is one of ours. */
export function acceptedLocale(header: string | undefined): Locale | undefined {
  const asked = (header ?? '')
    .split(',')
    .map((part) => part.trim().split(/;\s*q=/))
    .map(([tag = '', weight = '1']) => ({ tag, weight: Number(weight) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { tag } of asked) {
    const locale = matchLocale(tag);
    if (locale) return locale;
  }
  return undefined;
}

/** The one of ours that fits a language tag: `pt` and `pt-PT` get `pt-BR`, `es-MX` gets `es`. */
export function matchLocale(tag: string | null | undefined): Locale | undefined {
  if (!tag) return undefined;
  const language = tag.toLowerCase().split('-')[0];
  return LOCALES.find(({ id }) => id.toLowerCase().split('-')[0] === language)?.id;
}
