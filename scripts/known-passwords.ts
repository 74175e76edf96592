/**
 * Builds the filter of passwords that are known to everybody: `node scripts/known-passwords.ts <list.json>`, a JSON array of texts.
 * The shipped one is made of `src/passwords.json` of the npm package @zxcvbn-ts/language-common 4.1.3 (MIT).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coreOf, placesOf } from '../worker/tenants/auth/account/password-filter.ts';

const TARGET = join(import.meta.dirname, '../worker/tenants/auth/account/known-passwords.ts');
/** One wrong refusal in a thousand look-ups. */
const BITS_PER_WORD = 14.4;
const HASHES = 10;

const list = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as string[];
const words = new Set<string>();
for (const entry of list.map((text) => text.toLowerCase())) {
  if (entry.length >= 10) words.add(entry);
  if (coreOf(entry).length >= 4) words.add(coreOf(entry));
}
const bytes = new Uint8Array(Math.ceil((words.size * BITS_PER_WORD) / 8));
for (const word of words) for (const at of placesOf(word, bytes.length * 8, HASHES)) bytes[at >> 3]! |= 1 << (at & 7);
writeFileSync(
  TARGET,
  `/** A Bloom filter of ${words.size} common passwords and the words in them; made by scripts/known-passwords.ts. */
export const HASHES = ${HASHES};

export const FILTER =
  '${Buffer.from(bytes).toString('base64')}';
`,
);
console.log(`${words.size} words, ${bytes.length} bytes`);
