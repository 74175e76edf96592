/** Time zones, currencies and industries to choose from, and what the browser suggests. */
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Industry } from '../base/api/types.ts';
import type { Option } from '../parts/form/choices.tsx';

const INDUSTRIES: Record<Industry, MessageDescriptor> = {
  ecommerce: msg`Online shop`,
  saas: msg`Software (SaaS)`,
  restaurant: msg`Restaurant, café`,
  services: msg`Services`,
  fitness: msg`Fitness`,
  hospitality: msg`Hospitality`,
  agency: msg`Agency`,
  generic: msg`Something else`,
};

/** An industry in words. */
export function industryName(industry: Industry): string {
  return i18n._(INDUSTRIES[industry]);
}

/** Industries as options. */
export function industryOptions(): Option[] {
  return Object.entries(INDUSTRIES).map(([value, name]) => ({ value, label: i18n._(name) }));
}

/** Every time zone of the browser, and `known`, which the browser may call by another name. */
export function zoneOptions(known: string): Option[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', known]);
  return [...zones].sort().map((value) => ({ value, label: value.replaceAll('_', ' ') }));
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
