/** Sentences say as much in nine languages: every number and every name of the English one is in each of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CASES, toldOf } from './cases.ts';
import { LANGUAGES } from './languages.ts';
import { LOCALES } from './locales.ts';
import { explain } from './sentence.ts';

const { en, ...others } = LANGUAGES;

/** The digits of each number of a text, however it is grouped and whichever digits it is written with. */
function numbersIn(text: string): string[] {
  const western = text.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));
  return [...western.matchAll(/\d(?:[\d.,٬٫\u00a0\u202f]*\d)?/g)].map(([number]) => number.replace(/\D/g, ''));
}

/** Names that no language translates: those in quotes, currencies, values of fields. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/“[^”]+”|\bin [A-Z]{3}\b|\bplan \w+/g)].map(([name]) =>
    name.replace(/[“”]|in (?=[A-Z])/g, ''),
  );
}

/** Arabic has words for one and two of something. */
const inWords = (locale: string, number: string) => locale === 'ar' && /^[12]$/.test(number);

describe.each(Object.values(others))('$locale', (says) => {
  test.each(Object.keys(CASES))('%s', (name) => {
    const [told, currency] = toldOf(name);
    const english = explain(en, told, currency)!;
    const sentence = explain(says, told, currency)!;
    const numbers = numbersIn(sentence);
    expect(numbersIn(english).filter((number) => !numbers.includes(number) && !inWords(says.locale, number))).toEqual(
      [],
    );
    expect(namesIn(english).filter((each) => !sentence.includes(each))).toEqual([]);
    expect(sentence).not.toMatch(/undefined|null|NaN|#|\s\s|[,،、;:：] ?[.。]/);
    expect(sentence.at(-1)).toBe(says.marks.stop);
    expect(sentence).not.toBe(english);
  });

  test('a variety of the language has its own numbers', () => {
    const [told, currency] = toldOf('payments and their average');
    const tag = { es: 'es-MX', ar: 'ar-EG' }[says.locale as string];
    if (tag) expect(explain(says, told, currency, tag)).not.toBe(explain(says, told, currency));
    expect(numbersIn(explain(says, told, currency, tag)!)).toEqual(numbersIn(explain(says, told, currency)!));
  });
});

describe('a sentence', () => {
  test('is there for every language', () => {
    expect(Object.keys(LANGUAGES).sort()).toEqual(LOCALES.map(({ id }) => id).sort());
    for (const [locale, says] of Object.entries(LANGUAGES)) expect(says.locale).toBe(locale);
  });

  test.each<[string, string]>([
    ['en', '3 bookings on Friday, 20 November, below the threshold of 5, 63% fewer than a week before (8).'],
    [
      'es',
      '3 reservas el viernes, 20 de noviembre, por debajo del umbral de 5, un 63 % menos que una semana antes (8).',
    ],
    [
      'pt-BR',
      '3 reservas na sexta-feira, 20 de novembro, abaixo do limite de 5, 63% a menos que uma semana antes (8).',
    ],
    [
      'fr',
      '3 réservations le vendredi 20 novembre, en dessous du seuil de 5, 63 % de moins qu’une semaine plus tôt (8).',
    ],
    ['de', '3 Buchungen am Freitag, 20. November, unter der Schwelle von 5, 63 % weniger als eine Woche zuvor (8).'],
    ['it', '3 prenotazioni venerdì 20 novembre, sotto la soglia di 5, 63% in meno rispetto a una settimana prima (8).'],
    ['tr', '20 Kasım Cuma: 3 rezervasyon, 5 eşiğinin altında, bir hafta öncesine göre %63 az (8).'],
    ['ar', '3 حجوزات يوم الجمعة، 20 نوفمبر، أدنى من الحد 5، أقل بنسبة 63% مما كان قبل أسبوع (8).'],
    ['ja', '11月20日金曜日の予約 3件、しきい値 5 を下回る、1週間前（8）より63%少ない。'],
  ])('in %s', (locale, expected) => {
    const said = explain(LANGUAGES[locale as keyof typeof LANGUAGES], ...toldOf('fewer than a week before'));
    expect(said?.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f]/g, '')).toBe(expected);
  });

  test.each([
    [1, 'حجز واحد'],
    [2, 'حجزان'],
    [3, '3 حجوزات'],
    [11, '11 حجزًا'],
    [100, '100 حجز'],
  ])('Arabic has a form for %i', (observed, form) => {
    const [told] = toldOf('fewer than a week before');
    expect(explain(LANGUAGES.ar, { ...told, observed }, undefined)).toMatch(new RegExp(`^${form} يوم`));
  });

  test('needs a reason', () => {
    expect(explain(en, { ...toldOf('a fall')[0], reason: undefined } as never, null)).toBeUndefined();
  });

  test('never says NaN, infinity or undefined, whatever the numbers', () => {
    const number = fc.double({ noNaN: true, min: -1e15, max: 1e15 });
    const names = fc.constantFrom(...Object.keys(CASES));
    const language = fc.constantFrom(...Object.values(LANGUAGES));
    fc.assert(
      fc.property(names, language, number, number, fc.option(number), (name, says, observed, threshold, before) => {
        const [told, currency] = toldOf(name);
        const reason = told.reason?.kind === 'period' ? { ...told.reason, before } : told.reason!;
        const said = explain(says, { ...told, observed, threshold, reason }, currency);
        expect(said).not.toMatch(/NaN|Infinity|∞|undefined|null/);
      }),
    );
  });
});
