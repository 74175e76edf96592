/** Currencies to choose from. */
import { currentLocale } from './language.ts';

/** Every currency of the browser by code and name, and `known`. */
export function currencyOptions(known: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(currentLocale(), { type: 'currency' });
  const codes = new Set([...Intl.supportedValuesOf('currency'), known]);
  return [...codes].sort().map((value) => ({ value, label: `${value} – ${names.of(value)}` }));
}
