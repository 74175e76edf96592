/** The product's mails, in nine languages. */

import type { Letters } from './letter-words.ts';
import { ar } from './letters/ar.ts';
import { de } from './letters/de.ts';
import { en } from './letters/en.ts';
import { es } from './letters/es.ts';
import { fr } from './letters/fr.ts';
import { it } from './letters/it.ts';
import { ja } from './letters/ja.ts';
import { ptBR } from './letters/pt-br.ts';
import { tr } from './letters/tr.ts';
import type { Locale } from './locales.ts';

const LETTERS: Record<Locale, Letters> = { en, es, 'pt-BR': ptBR, fr, de, it, tr, ar, ja };

/** The mails of a language. */
export function lettersIn(locale: Locale): Letters {
  return LETTERS[locale];
}
