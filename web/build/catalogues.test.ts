/** Every message of the code exists in every language, with the placeholders of the English one; nothing is left over. */
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../worker/words/locales.ts';
import {
  type Area,
  compileArea,
  fileOf,
  idOf,
  placeholdersOf,
  readAreas,
  readWords,
  TRANSLATED,
} from './catalogues.ts';
import { messagesOf } from './macros.ts';

const areas = readAreas();

/** What is wrong with a language's words for an area, one line each. */
function faultsOf(area: Area, words: Record<string, string>): string[] {
  const missing = [...area.keys()].filter((key) => !words[key]?.trim()).map((key) => `no words for "${key}"`);
  const unused = Object.keys(words)
    .filter((key) => !area.has(key))
    .map((key) => `"${key}" is not in the code`);
  const different = [...area].flatMap(([key, { message }]) => {
    if (!words[key]) return [];
    const [ours, theirs] = [placeholdersOf(message), placeholdersOf(words[key])].map(String);
    return ours === theirs ? [] : [`"${key}" has ${theirs || 'no placeholders'} in place of ${ours || 'none'}`];
  });
  return [...missing, ...unused, ...different];
}

describe('the catalogues', () => {
  test('are of many areas, with messages', () => {
    expect(areas.size).toBeGreaterThan(15);
    // The page of all parts is for developers, in English.
    expect([...areas].filter(([name, area]) => name !== 'dev' && area.size === 0)).toEqual([]);
  });

  test.each(TRANSLATED)('%s has every message (npm run messages adds what is new)', (locale) => {
    const faults = [...areas].flatMap(([name, area]) =>
      faultsOf(area, readWords(name, locale)).map((fault) => `${fileOf(name, locale)}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  test.each(TRANSLATED)(
    '%s says the same in every area: in the browser they are one (a context tells two meanings apart)',
    (locale) => {
      const said = new Map<string, { text: string; name: string }>();
      const faults: string[] = [];
      for (const [name] of areas) {
        for (const [key, text] of Object.entries(readWords(name, locale))) {
          const other = said.get(key);
          if (other && other.text !== text)
            faults.push(`"${key}" is "${other.text}" in ${other.name}, "${text}" in ${name}`);
          said.set(key, { text, name });
        }
      }
      expect(faults).toEqual([]);
    },
  );

  test('plurals have the forms that a language needs', () => {
    const faults = TRANSLATED.flatMap((locale) => {
      const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      return [...areas].flatMap(([name]) =>
        Object.entries(readWords(name, locale))
          .filter(([key, words]) => /, plural,/.test(key) && forms.some((form) => !hasForm(words, form)))
          .map(([key]) => `${locale}: "${key}" needs ${forms.join(', ')}`),
      );
    });
    expect(faults).toEqual([]);
  });
});

/** CLDR's "many" of Romance languages is for millions written out, which a count on screen never is. */
const hasForm = (words: string, form: string) =>
  (form === 'many' && !words.includes('two {')) || words.includes(`${form} {`);

describe('how catalogues are checked', () => {
  const code = `import { plural, t } from '@lingui/core/macro';
    export const a = (n: number, name: string) => [t\`Hello \${name}\`, plural(n, { one: '# alert', other: '# alerts' })];`;
  const [hello, alerts] = messagesOf(code, 'x.ts');

  test('messages are found in the code, with the ids that the browser uses', () => {
    expect(hello).toMatchObject({ message: 'Hello {name}', id: idOf('Hello {name}') });
    expect(alerts?.message).toBe('{n, plural, one {# alert} other {# alerts}}');
  });

  test('a missing, an empty, an unused message and a wrong placeholder are faults', () => {
    const area: Area = new Map([['Hello {name}', { id: hello!.id, message: 'Hello {name}' }]]);
    expect(faultsOf(area, {})).toHaveLength(1);
    expect(faultsOf(area, { 'Hello {name}': ' ' })).not.toEqual([]);
    expect(faultsOf(area, { 'Hello {name}': 'Hola {nombre}' })).toHaveLength(1);
    expect(faultsOf(area, { 'Hello {name}': 'Hola {name}', Bye: 'Adiós' })).toHaveLength(1);
    expect(faultsOf(area, { 'Hello {name}': 'Hola {name}' })).toEqual([]);
    expect(placeholdersOf('See <docs>{n, plural, one {# page} other {{total} pages}}</docs>')).toEqual([
      ...['</docs>', '<docs>', '{n, plural}', '{total}'],
    ]);
  });

  test('what a language lacks is English until it has it', () => {
    const area: Area = new Map([['Not a message of ours', { id: 'x', message: 'Not a message of ours' }]]);
    for (const { id } of LOCALES) expect(compileArea('shell', area, id)).toEqual({ x: ['Not a message of ours'] });
  });
});
