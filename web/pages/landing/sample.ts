/** A shop's day for the picture of the dashboard, in the money of the language's largest market. */
import type { Locale } from '../../../worker/words/locales.ts';
import type { Kpis, StoredEvent } from '../../base/api/types.ts';
import { currentLocale } from '../../base/words/language.ts';

/** Currency, and how many of its minor units stand for one euro cent there. */
const MARKETS: Record<Locale, [currency: string, minor: number]> = {
  en: ['USD', 1],
  es: ['EUR', 1],
  'pt-BR': ['BRL', 6],
  fr: ['EUR', 1],
  de: ['EUR', 1],
  it: ['EUR', 1],
  tr: ['TRY', 40],
  ar: ['AED', 4],
  ja: ['JPY', 1.6],
};

const REVENUE = [184, 201, 176, 228, 243, 219, 252, 266, 238, 271, 259, 284, 276, 312].map((each) => each * 1000);

/** The currency that readers of the active language mostly pay with. */
export function currencyHere(): string {
  return MARKETS[currentLocale()][0];
}

/** The cards of the picture. */
export function sampleKpis(): Kpis {
  const [currency, minor] = MARKETS[currentLocale()];
  const revenue = REVENUE.map((each) => Math.round((each * minor) / 100) * 100 - (currency === 'JPY' ? 0 : 5));
  const card = (metric: string, unit: string, values: number[]) => {
    const [previous = 0, value = 0] = values.slice(-2);
    const [low, high] = [Math.min(...values.slice(0, -1)), Math.max(...values.slice(0, -1))];
    const usual = { usual_low: low, usual_high: high };
    const band = { sparkline_low: values.map(() => low), sparkline_high: values.map(() => high) };
    return {
      ...{ metric, unit, label: metric, value, previous },
      ...usual,
      ...band,
      compared: null,
      sparkline: values,
    };
  };
  return {
    date: '2026-11-20',
    industry: 'ecommerce',
    currency,
    has_events: true,
    cards: [
      card('net_revenue', 'money', revenue),
      card('payments', 'count', [41, 44, 39, 52, 55, 50, 57, 60, 54, 61, 58, 63, 62, 70]),
      card('refunds', 'count', [3, 2, 4, 2, 1, 3, 2, 2, 3, 1, 2, 2, 3, 2]),
      card('conversion', 'ratio', [0.021, 0.022, 0.02, 0.024, 0.025, 0.024, 0.026, 0.026, 0.025, 0.027, 0.026, 0.028]),
    ],
  } as Kpis;
}

/** The moment that the picture shows. */
export const SAMPLE_NOW = Date.parse('2026-11-20T14:30:00Z');

/** Type, age in seconds and amount in euro cents. */
const EVENTS: [type: string, age: number, amount?: number][] = [
  ['payment_succeeded', 4, 4295],
  ['checkout_started', 35],
  ['payment_succeeded', 130, 1895],
  ['lead_created', 410],
  ['refund_issued', 1260, 2495],
];

/** The latest events of the picture. */
export function sampleEvents(): StoredEvent[] {
  const [currency, minor] = MARKETS[currentLocale()];
  return EVENTS.map(([event_type, age, amount]) => ({
    id: event_type + age,
    event_type,
    source: 'server',
    occurred_at: new Date(SAMPLE_NOW - age * 1000).toISOString(),
    payload: amount ? { amount_cents: Math.round(amount * minor), currency } : {},
  })) as unknown as StoredEvent[];
}
