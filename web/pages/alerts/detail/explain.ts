/** Why an alert was raised, as a sentence in the reader's language, from the numbers of its payload. Pure but for the language. */
import { plural, t } from '@lingui/core/macro';
import type { Alert } from '../../../base/api/live.ts';
import { formatChange, formatValue } from '../../../base/words/format.ts';
import { currentLocale } from '../../../base/words/language.ts';
import { feedCurrency } from '../../../shell/alert-feed.ts';
import { nameOf } from '../words.ts';

export { sayName } from '../../../base/words/template-names.ts';

/** The API's sentence in English, ours in all other languages. */
export function sentenceOf(alert: Alert): string {
  return currentLocale() === 'en' ? alert.payload.explanation : explain(alert, feedCurrency());
}

const LEAST_CHANGE_PCT = 0.05;

/** One or two sentences; the API's own where the numbers do not tell enough. `home` is the currency of money that names none. */
export function explain({ payload, currency }: Pick<Alert, 'payload' | 'currency'>, home: string): string {
  const { metric, unit, observed, explanation } = payload;
  if (observed === null) return explanation;
  if (metric === null) return payload.event_ids ? ofEvents(observed) : explanation;
  const as = (value: number) => formatValue(value, unit ?? 'count', currency ?? home);
  const name = nameOf(metric);
  if (metric.endsWith('.delta') || unit === 'percent') return ofChange(name, observed, payload.threshold);
  // A schedule's alert compares with the days before, all others with the same time a week before.
  const isReport = payload.threshold === null && payload.low === undefined;
  const change = isReport ? sinceBefore(payload.change_pct) : sinceLastWeek(payload.change_pct);
  return [ofValue(name, payload, as), change].filter(Boolean).join(' ');
}

type Payload = Alert['payload'];

function ofValue(metric: string, payload: Payload, as: (value: number) => string): string {
  const { observed, threshold, low, high } = payload;
  const value = as(observed!);
  if (low !== undefined && high !== undefined && (observed! < low || observed! > high)) {
    const [least, most] = [as(low), as(high)];
    if (least === most) return t`${{ metric }}: ${{ value }}, where ${{ usual: least }} is usual.`;
    return t`${{ metric }}: ${{ value }}, where ${{ low: least }} to ${{ high: most }} is usual.`;
  }
  if (low !== undefined || threshold === null) return t`${{ metric }}: ${{ value }}.`;
  const limit = as(threshold);
  if (observed! > threshold) return t`${{ metric }}: ${{ value }}, above the threshold of ${{ limit }}.`;
  if (observed! < threshold) return t`${{ metric }}: ${{ value }}, below the threshold of ${{ limit }}.`;
  return t`${{ metric }}: ${{ value }}, exactly at the threshold.`;
}

function ofChange(metric: string, percent: number, threshold: number | null): string {
  const change = formatChange(percent);
  const words =
    percent === 0
      ? t`${{ metric }} did not change.`
      : percent > 0
        ? t`${{ metric }} rose by ${{ change }}.`
        : t`${{ metric }} fell by ${{ change }}.`;
  return threshold === null
    ? words
    : `${words} ${t`The threshold is ${{ limit: formatValue(threshold, 'percent', '') }}.`}`;
}

function sinceLastWeek(percent: number | null | undefined): string | undefined {
  if (percent === null || percent === undefined) return undefined;
  if (Math.abs(percent) < LEAST_CHANGE_PCT) return t`That is the same as a week before.`;
  const change = formatChange(percent);
  return percent > 0
    ? t`That is ${{ change }} more than a week before.`
    : t`That is ${{ change }} less than a week before.`;
}

function sinceBefore(percent: number | null | undefined): string | undefined {
  if (percent === null || percent === undefined) return undefined;
  if (Math.abs(percent) < LEAST_CHANGE_PCT) return t`That is the same as in the period before.`;
  const change = formatChange(percent);
  return percent > 0
    ? t`That is ${{ change }} more than in the period before.`
    : t`That is ${{ change }} less than in the period before.`;
}

function ofEvents(count: number): string {
  return plural(count, { one: '# event matched the rule.', other: '# events matched the rule.' });
}
