/** Time zones, currencies and industries to choose from, and what the browser suggests. */
import type { Industry } from '../client.ts';
import type { Option } from '../parts/choices.tsx';

/** Industries in words. */
export const INDUSTRIES: Record<Industry, string> = {
  ecommerce: 'Online shop',
  saas: 'Software (SaaS)',
  restaurant: 'Restaurant, café',
  services: 'Services',
  fitness: 'Fitness',
  hospitality: 'Hospitality',
  agency: 'Agency',
  generic: 'Something else',
};

/** Industries as options. */
export const INDUSTRY_OPTIONS: Option[] = Object.entries(INDUSTRIES).map(([value, label]) => ({ value, label }));

/** Every time zone of the browser, and `known`, which the browser may call by another name. */
export function zoneOptions(known: string): Option[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', known]);
  return [...zones].sort().map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}

/** Every currency of the browser by code and name, and `known`. */
export function currencyOptions(known: string): Option[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  const codes = new Set([...Intl.supportedValuesOf('currency'), known]);
  return [...codes].sort().map((value) => ({ value, label: `${value} – ${names.of(value)}` }));
}

const EURO = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK';
/** Regions and their currency, for the ones whose people are likeliest to come. */
const CURRENCY_OF: Record<string, string> = Object.fromEntries([
  ...EURO.split(' ').map((region) => [region, 'EUR']),
  ...(
    'AE AED AR ARS AU AUD BR BRL CA CAD CH CHF CL CLP CN CNY CO COP CZ CZK DK DKK EG EGP GB GBP HK HKD HU HUF ID IDR ' +
    'IL ILS IN INR JP JPY KE KES KR KRW KW KWD MA MAD MX MXN MY MYR NG NGN NO NOK NZ NZD PE PEN PH PHP PL PLN QA QAR ' +
    'RO RON SA SAR SE SEK SG SGD TH THB TR TRY TW TWD UA UAH US USD UY UYU VN VND ZA ZAR'
  )
    .match(/\w+ \w+/g)!
    .map((pair) => pair.split(' ')),
]);

/** The currency of a reader's region; US dollars where it is unknown. */
export function currencyOf(language: string): string {
  try {
    return CURRENCY_OF[new Intl.Locale(language).maximize().region ?? ''] ?? 'USD';
  } catch {
    return 'USD';
  }
}

/** The time zone of this browser. */
export function zoneOfBrowser(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
