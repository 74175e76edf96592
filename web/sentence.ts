/** Why an alert was raised, in the reader's language. The API says it in English; other languages load how to say it. */
import { useEffect, useState } from 'preact/hooks';
import { feedCurrency } from './alert-feed.ts';
import { currentLocale, loadMessages } from './language.ts';
import type { Alert } from './live.ts';

type Explain = (alert: Alert, home: string) => string;

let explain: Explain | undefined;

async function learn(): Promise<Explain> {
  const [loaded] = await Promise.all([import('./pages/alerts/explain.ts'), loadMessages(['alerts'])]);
  explain = loaded.explain;
  return explain;
}

/** The sentence of an alert; the API's own until the other words are here. */
export function useSentence(alert: Alert): string {
  const [say, setSay] = useState<Explain | undefined>(() => explain);
  const isForeign = currentLocale() !== 'en';
  useEffect(() => {
    if (isForeign && !say) learn().then((loaded) => setSay(() => loaded));
  }, [isForeign, say]);
  return isForeign && say ? say(alert, feedCurrency()) : alert.payload.explanation;
}
