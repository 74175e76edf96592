/** What reports say in the reader's language: the words that their mails have too, loaded when a report is looked at. */
import { useEffect, useState } from 'preact/hooks';
import type { Locale } from '../../../worker/words/locales.ts';
import type { ReportWords } from '../../../worker/words/report-words.ts';
import { currentLocale, formatLocale } from '../../base/words/language.ts';

const WORDS: Record<Locale, () => Promise<ReportWords>> = {
  en: () => import('../../../worker/words/reports/en.ts').then(({ en }) => en),
  es: () => import('../../../worker/words/reports/es.ts').then(({ es }) => es),
  'pt-BR': () => import('../../../worker/words/reports/pt-br.ts').then(({ ptBR }) => ptBR),
  fr: () => import('../../../worker/words/reports/fr.ts').then(({ fr }) => fr),
  de: () => import('../../../worker/words/reports/de.ts').then(({ de }) => de),
  it: () => import('../../../worker/words/reports/it.ts').then(({ it }) => it),
  tr: () => import('../../../worker/words/reports/tr.ts').then(({ tr }) => tr),
  ar: () => import('../../../worker/words/reports/ar.ts').then(({ ar }) => ar),
  ja: () => import('../../../worker/words/reports/ja.ts').then(({ ja }) => ja),
};

interface Speech {
  words: ReportWords;
  /** Numbers and days as the Worker writes them, in the reader's own variety of the language. */
  formats: ReturnType<typeof import('../../../worker/words/format.ts').formatsOf>;
}

/** How to speak of reports; undefined until it is loaded. */
export function useReportWords(): Speech | undefined {
  const locale = currentLocale();
  const [loaded, setLoaded] = useState<Speech & { locale: Locale }>();
  useEffect(() => {
    let isGone = false;
    Promise.all([WORDS[locale](), import('../../../worker/words/format.ts')]).then(([words, { formatsOf }]) => {
      if (!isGone) setLoaded({ locale, words, formats: formatsOf(formatLocale(locale)) });
    });
    return () => {
      isGone = true;
    };
  }, [locale]);
  return loaded?.locale === locale ? loaded : undefined;
}
