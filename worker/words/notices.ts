/** What notifications say, in nine languages. */
import type { Locale } from './locales.ts';
import type { NoticeWords } from './notice-words.ts';
import { ar } from './notices/ar.ts';
import { de } from './notices/de.ts';
import { en } from './notices/en.ts';
import { es } from './notices/es.ts';
import { fr } from './notices/fr.ts';
import { it } from './notices/it.ts';
import { ja } from './notices/ja.ts';
import { ptBR } from './notices/pt-br.ts';
import { tr } from './notices/tr.ts';

const NOTICES: Record<Locale, NoticeWords> = { en, es, 'pt-BR': ptBR, fr, de, it, tr, ar, ja };

/** The words of a language. */
export function noticesIn(locale: Locale): NoticeWords {
  return NOTICES[locale];
}
