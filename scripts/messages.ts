/** `npm run messages`: brings the catalogues in line with the code. New messages get an empty translation to fill in, unused ones go. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileOf, readAreas, readWords, TRANSLATED } from '../web/build/catalogues.ts';

const areas = readAreas();
let open = 0;
for (const locale of TRANSLATED) {
  const known = Object.assign({}, ...[...areas.keys()].map((area) => readWords(area, locale)));
  for (const [name, area] of areas) {
    const old = readWords(name, locale);
    const words = [...area.keys()].sort().map((key): [string, string] => [key, old[key] || known[key] || '']);
    open += words.filter(([, text]) => !text).length;
    write(fileOf(name, locale), words);
  }
}
console.log(
  open ? `${open} translations are empty: fill them in, in web/**/messages/*.json.` : 'Every message is translated.',
);

function write(file: string, words: [string, string][]): void {
  if (words.length === 0) {
    if (existsSync(file)) rmSync(file);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(words), null, 2)}\n`);
}
