/** What an alert is called and why it was raised, in the reader's language. The API says it in English; other languages load how to say it. */
import { useEffect, useState } from 'preact/hooks';
import { feedCurrency } from '../../shell/alert-feed.ts';
import type { Alert } from '../api/live.ts';
import { currentLocale, loadMessages } from './language.ts';

type Words = Pick<typeof import('../../pages/alerts/detail/explain.ts'), 'explain' | 'sayName'>;

let words: Words | undefined;

async function learn(): Promise<Words> {
  [words] = await Promise.all([import('../../pages/alerts/detail/explain.ts'), loadMessages(['alerts'])]);
  return words;
}

function useWords(): Words | undefined {
  const [known, setKnown] = useState(words);
  const isForeign = currentLocale() !== 'en';
  useEffect(() => {
    if (isForeign && !known) learn().then(setKnown);
  }, [isForeign, known]);
  return isForeign ? known : undefined;
}

/** The sentence of an alert; the API's own until the other words are here. */
export function useSentence(alert: Alert): string {
  return useWords()?.explain(alert, feedCurrency()) ?? alert.payload.explanation;
}

/** The title of an alert, which is the name of its rule. */
export function AlertTitle({ alert: { title } }: { alert: Pick<Alert, 'title'> }): string {
  return useWords()?.sayName(title) ?? title;
}
