/** What notifications say, in nine languages. */
import type { Locale } from './locales.ts';
import type { NoticeWords } from './notice-words.ts';
import { en } from './notices/en.ts';

const NOTICES: Partial<Record<Locale, NoticeWords>> = { en };

/** The words of a language. */
export function noticesIn(locale: Locale): NoticeWords {
  return NOTICES[locale] ?? en;
}
