/** Why an alert was raised, in the reader's language. The API says it in English; other languages load how to say it from its numbers. */
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../worker/words/language.ts';
import type { Locale } from '../../../worker/words/locales.ts';
import type { Alert } from '../api/live.ts';
import { currentLocale, formatLocale } from './language.ts';

const LANGUAGES: Record<Exclude<Locale, 'en'>, () => Promise<Language>> = {
  es: () => import('../../../worker/words/languages/es.ts').then(({ es }) => es),
  'pt-BR': () => import('../../../worker/words/languages/pt-br.ts').then(({ ptBR }) => ptBR),
  fr: () => import('../../../worker/words/languages/fr.ts').then(({ fr }) => fr),
  de: () => import('../../../worker/words/languages/de.ts').then(({ de }) => de),
  it: () => import('../../../worker/words/languages/it.ts').then(({ it }) => it),
  tr: () => import('../../../worker/words/languages/tr.ts').then(({ tr }) => tr),
  ar: () => import('../../../worker/words/languages/ar.ts').then(({ ar }) => ar),
  ja: () => import('../../../worker/words/languages/ja.ts').then(({ ja }) => ja),
};

interface Speech {
  says: Language;
  explain: typeof import('../../../worker/words/sentence.ts').explain;
  sayName: typeof import('./template-names.ts').sayName;
}

const known = new Map<Locale, Speech>();

async function learn(locale: Exclude<Locale, 'en'>): Promise<Speech> {
  const load = [
    LANGUAGES[locale](),
    import('../../../worker/words/sentence.ts'),
    import('./template-names.ts'),
  ] as const;
  const [says, { explain }, { sayName }] = await Promise.all(load);
  const speech = { says, explain, sayName };
  known.set(locale, speech);
  return speech;
}

/** How to speak of alerts in the reader's language; undefined in English, and until it is loaded. */
function useSpeech(): Speech | undefined {
  const locale = currentLocale();
  const [loaded, setLoaded] = useState(() => known.get(locale));
  const speech = loaded?.says.locale === locale ? loaded : known.get(locale);
  useEffect(() => {
    if (locale !== 'en' && !speech) learn(locale).then(setLoaded);
  }, [locale, speech]);
  return speech;
}

/** Why an alert was raised; in the API's own words until others are loaded, and where the alert has no reason in numbers. */
export function useSentence({ payload, currency }: Pick<Alert, 'payload' | 'currency'>): string {
  const speech = useSpeech();
  return speech?.explain(speech.says, payload, currency, formatLocale()) ?? payload.explanation;
}

/** The title of an alert, which is the name of its rule. */
export function AlertTitle({ alert: { title } }: { alert: Pick<Alert, 'title'> }): string {
  return useSpeech()?.sayName(title) ?? title;
}
