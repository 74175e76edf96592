/** Texts made to cost as much looking at as they can: fragments that begin numbers and addresses, over and over. */

const FRAGMENTS = [
  ...['1.', '1-', '12 ', '+1', '+12345678 ', '+12 34 5 6 7 8 ', '(555) 123-4567 ', '00 1 2 3 4 5 6 7 ', '3 7 '],
  ...[
    '4111 1111 1111 1111 ',
    '4111111111111111 ',
    '06 12 34 56 78 ',
    '1.2.3.4.',
    '://1234567 ',
    '%2B1',
    '١',
    'call 1234567 ',
  ],
  ...['a@b.co ', 'a@b.1.', 'é@é.é ', '"a"@b.co', 'a%40b.co%2F', ':a@b.co', '@', 'x@1.1.1.'],
];

/** Bytes of a request, and of the payload of one event. */
const REQUEST = 1_000_000;
const PAYLOAD = 30_000;

type Shape = (fragment: string, bytes: number) => Record<string, unknown>;

const filled = (fragment: string, bytes: number) => fragment.repeat(Math.ceil(bytes / Buffer.byteLength(fragment)));
const list = (fragment: string, size: number, bytes: number) => {
  return Array.from({ length: Math.floor(bytes / (size + 3)) }, () => filled(fragment, size));
};

const SHAPES: Record<string, Shape> = {
  long: (fragment, bytes) => ({ text: filled(fragment, bytes) }),
  list: (fragment, bytes) => ({ list: list(fragment, 97, bytes) }),
  phones: (fragment, bytes) => ({ phone: list(fragment, 17, bytes) }),
  cards: (fragment, bytes) => ({ card: list(fragment, 97, bytes) }),
  keys: (fragment, bytes) =>
    Object.fromEntries(list(fragment, 20, bytes * 0.8).map((key, i) => [`${key}${i.toString(36)}`, 1])),
};

/** Payloads of about a megabyte together, by a name for each way to make them. */
export function* hostileRequests(): Generator<{ name: string; payloads: Record<string, unknown>[] }> {
  for (const [shape, payload] of Object.entries(SHAPES)) {
    for (const fragment of FRAGMENTS) {
      const payloads = Array.from({ length: Math.floor(REQUEST / PAYLOAD) }, () => payload(fragment, PAYLOAD));
      yield { name: `${shape} ${JSON.stringify(fragment)}`, payloads };
    }
  }
}
