/** Pure: what a person agrees to before their phone gets messages. */
import { LOCALES, type Locale, matchLocale } from '../../../words/locales.ts';
import { noticesIn } from '../../../words/notices.ts';

/** The wording of a language. */
export function consentIn(locale: string): string {
  return noticesIn(matchLocale(locale) ?? 'en').whatsapp.consent;
}

/** Whose language's wording a text is; undefined for any other text. */
export function localeOfConsent(text: string): Locale | undefined {
  return LOCALES.find(({ id }) => consentIn(id) === text)?.id;
}
