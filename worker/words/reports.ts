/** What reports say, in nine languages. */
import type { Locale } from './locales.ts';
import type { ReportWords } from './report-words.ts';
import { ar } from './reports/ar.ts';
import { de } from './reports/de.ts';
import { en } from './reports/en.ts';
import { es } from './reports/es.ts';
import { fr } from './reports/fr.ts';
import { it } from './reports/it.ts';
import { ja } from './reports/ja.ts';
import { ptBR } from './reports/pt-br.ts';
import { tr } from './reports/tr.ts';

const REPORTS: Record<Locale, ReportWords> = { en, es, 'pt-BR': ptBR, fr, de, it, tr, ar, ja };

/** The words of a language. */
export function reportsIn(locale: Locale): ReportWords {
  return REPORTS[locale];
}
