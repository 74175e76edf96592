/** The known name that a mistyped one was probably meant to be. */
import { distance } from 'fastest-levenshtein';

/** The one of `names` that is hardly different from `text`; undefined where none is. Case and punctuation do not count. */
export function nearest(text: unknown, names: readonly string[]): string | undefined {
  if (typeof text !== 'string' || text.length > 100) return undefined;
  const wanted = plain(text);
  let best: string | undefined;
  let least = Math.floor(wanted.length / 4) + 1;
  for (const name of names) {
    const far = distance(wanted, plain(name));
    if (far > least || (far === least && best !== undefined)) continue;
    best = name;
    least = far;
  }
  return best;
}

/** `Payment.Succeeded`, `paymentSucceeded` and `payment-succeeded` are one name. */
function plain(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
}
