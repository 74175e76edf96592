/** What the name of a field, or the word before a number, tells about the digits that follow. */

import type { Work } from './work.ts';

/**
 * `plain`: bare digits are an id or a date; `person`: somebody's id, which a card number would be too; `amount`: they may
 * have a sign too; `none`: the name gives no hint.
 */
export type Hint = 'phone' | 'card' | 'plain' | 'person' | 'amount' | 'none';

/** Whether bare digits are neither a phone nor, but for a person's id, a card number. */
export function isPlain(hint: Hint): boolean {
  return hint === 'plain' || hint === 'person' || hint === 'amount';
}

const words = (text: string): Set<string> => new Set(text.split(' '));

/** Words that only qualify the noun before them: `phone_number`, `mobile_no`, `card.value`. */
const QUALIFIERS = words(
  'number numbers num no nr nro numero nummer n e value raw digits formatted national international full ' +
    'primary secondary home work office main alt alternate billing shipping default normalized',
);
const PHONES = words('tel tels fax faxes cell cel gsm handy wa tlf fono movil landline mob phones mobiles');
const PHONE_ENDING = /(?:phone|mobile|msisdn|whatsapp|telefon|telefono|telefone|celular|cellular)s?$/;
const PHONE_NUMBER = /(?:phone|mobile|whatsapp|^cell|^fax|^tel)(?:number|num|no|nr)s?$/;
const CARDS = words('card cards pan pans cc ccnum ccn tarjeta cartao carte karte visa mastercard amex');
const CARD_ENDING = /(?:credit|debit|payment|bank)cards?$|card(?:number|num|no|nr)s?$/;
const AMOUNTS = words(
  'amount amounts cent cents price prices total totals subtotal tax fee cost balance revenue qty quantity ' +
    'count delta change difference',
);
const PLAIN = words(
  'id ids uid uids uuid guid key keys ref refs reference order orders invoice invoices sku skus ean gtin ' +
    'upc isbn asin barcode serial date dates day time timestamp ts at on since until ms epoch year month lat ' +
    'lng lon latitude longitude ip version hash checksum zip zipcode postcode postal tracking awb imei imsi ' +
    'iccid vat code size bytes duration score pedido factura fatura bestellung rechnung commande facture ' +
    'shipment parcel transaction receipt ticket batch',
);
const PLAIN_FIRST = words('order orders invoice invoices amount amounts date dates number count num');
/** Free text stays free text, whatever it is about: `order_note`. */
const TEXTS = words(
  'note notes comment comments message messages description text body title subject content customer contact',
);

/** Longest part of a name that is read, so that a hostile name costs no more than others. */
const NAME_CHARS = 64;
const CACHED_NAMES = 4096;
const cache = new Map<string, Hint>();

/** The hint of a field; one that says nothing itself (`number`) is read as part of its parent (`phone`). */
export function hintOfField(field: string, parent: string, work: Work): Hint {
  const end = field.slice(-NAME_CHARS);
  const own = hintOfName(end, work);
  return own !== 'none' || parent === '' ? own : hintOfName(`${parent.slice(-NAME_CHARS)}.${end}`, work);
}

function hintOfName(name: string, work: Work): Hint {
  const known = cache.get(name);
  work.readName(name);
  if (known !== undefined) return known;
  const hint = TOKEN.test(name) ? 'none' : readName(wordsOf(name.slice(-NAME_CHARS)));
  if (cache.size >= CACHED_NAMES) cache.clear();
  cache.set(name, hint);
  return hint;
}

function wordsOf(name: string): string[] {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/** A name that personal data was replaced in: "[phone]" is what stood there, not what the field holds. */
const TOKEN = /\[(?:email|phone|card)\]|(?:email|phone|card)_[0-9a-f]{12}/;

function readName(all: string[]): Hint {
  // WhatsApp's own name for the sender's phone number; and a contact's number, while a contact alone is text.
  if (/^(?:wa|whatsapp)id$|contact(?:number|num|no|nr)s?$/.test(all.join(''))) return 'phone';
  if (/^(?:actorid|anonymousid|idempotencykey)$/.test(all.join(''))) return 'person';
  let last = all.length - 1;
  while (last > 0 && QUALIFIERS.has(all[last]!)) last--;
  const noun = all[last] ?? '';
  if (PHONES.has(noun) || PHONE_ENDING.test(noun) || PHONE_NUMBER.test(noun)) return 'phone';
  if (CARDS.has(noun) || CARD_ENDING.test(noun)) return 'card';
  if (AMOUNTS.has(noun)) return 'amount';
  if (PLAIN.has(noun)) return 'plain';
  return all.length > 1 && PLAIN_FIRST.has(all[0]!) && !TEXTS.has(noun) ? 'plain' : 'none';
}

const FILLERS = words('is es ist est e at on no nr nro num number numbers numero nummer me al a to the o n');
const CALLS = words('call calls text dial ring llama llamar llamame llame ligar ligue telf ph sms wsp');
const MAX_FILLERS = 4;
const MAX_GAP = 4;
/** Longest word before a number that is looked at; bounds the work on hostile texts. */
const WORD_CHARS = 32;

/**
 * The hint of the words right before a number in running text: "order no. 123", "call me at 555…", `phone=555…`.
 * What touches the number, follows a digit (the end of a hash) or is in brackets ("[phone]", a token) is no word.
 */
export function hintBefore(text: string, start: number, work: Work): Hint {
  let end = start;
  for (let fillers = 0; fillers < MAX_FILLERS; fillers++) {
    const gap = end;
    while (end > 0 && gap - end <= MAX_GAP && !isWordChar(text, end - 1)) end--;
    if (end === gap || gap - end > MAX_GAP || text.charCodeAt(end) === 93) return 'none';
    let from = end;
    while (from > 0 && end - from < WORD_CHARS && isWordChar(text, from - 1)) from--;
    const word = text.slice(from, end);
    if (word === '' || /\d/.test(word)) return 'none';
    const lower = word.toLowerCase();
    if (lower === 'me' && text.slice(from - 3, from) === 'wa.') return 'phone';
    if (!FILLERS.has(lower)) return CALLS.has(lower) ? 'phone' : hintOfName(word, work);
    end = from;
  }
  return 'none';
}

function isWordChar(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c > 127) return /\p{L}/u.test(text[at]!);
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || (c >= 48 && c <= 57);
}
