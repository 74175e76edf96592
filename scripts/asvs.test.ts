/** docs/asvs.md is whole, and every file that it names as a proof exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has, numbered from 1; those of level 3 come after them. */
const SECTIONS: Record<string, number> = {
  '1.1': 2,
  '1.2': 9,
  '1.3': 11,
  '1.4': 3,
  '1.5': 2,
  '2.1': 3,
  '2.2': 3,
  '2.3': 4,
  '2.4': 1,
  '3.2': 2,
  '3.3': 4,
  '3.4': 6,
  '3.5': 5,
  '3.7': 2,
  '4.1': 3,
  '4.2': 1,
  '4.3': 2,
  '4.4': 4,
  '5.1': 1,
  '5.2': 3,
  '5.3': 2,
  '5.4': 3,
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
  '9.1': 3,
  '9.2': 4,
  '10.1': 2,
  '10.2': 2,
  '10.3': 4,
  '10.4': 11,
  '10.5': 5,
  '10.6': 2,
  '10.7': 3,
  '11.1': 2,
  '11.2': 3,
  '11.3': 3,
  '11.4': 4,
  '11.5': 1,
  '11.6': 1,
  '12.1': 3,
  '12.2': 2,
  '12.3': 4,
  '13.1': 1,
  '13.2': 5,
  '13.3': 2,
  '13.4': 5,
  '14.1': 2,
  '14.2': 4,
  '14.3': 3,
  '15.1': 3,
  '15.2': 3,
  '15.3': 7,
  '16.1': 1,
  '16.2': 5,
  '16.3': 4,
  '16.4': 3,
  '16.5': 3,
  '17.1': 1,
  '17.2': 4,
  '17.3': 2,
};

const text = readFileSync(join(ROOT, 'docs/asvs.md'), 'utf8');
const rows = [...text.matchAll(/^\| ([\d.–]+) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(
  ([, no, asks, state, shown]) => ({
    numbers: numbersOf(no!),
    asks: asks!,
    state: state!,
    shown: shown!,
  }),
);

/** `10.3.1–10.3.4` is four numbers. */
function numbersOf(no: string): string[] {
  const [from, to = from] = no.split('–');
  const section = from!.slice(0, from!.lastIndexOf('.'));
  const last = (number: string) => Number(number.split('.').at(-1));
  return Array.from({ length: last(to!) - last(from!) + 1 }, (_, i) => `${section}.${last(from!) + i}`);
}

it('every requirement of levels 1 and 2 has its place, once and in order', () => {
  const all = Object.entries(SECTIONS).flatMap(([section, n]) =>
    Array.from({ length: n }, (_, i) => `${section}.${i + 1}`),
  );
  expect(all).toHaveLength(253);
  expect(rows.flatMap(({ numbers }) => numbers)).toEqual(all);
});

it('what is met is shown by files that exist; what is not says why', () => {
  const wrong = rows.flatMap(({ numbers, state, shown }) => {
    const files = [...shown.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
    if (state === 'met')
      return files.length === 0
        ? [`${numbers[0]}: nothing shown`]
        : files.filter((file) => !existsSync(join(ROOT, file)));
    return ['not met', 'not applicable'].includes(state) && shown.length > 5
      ? []
      : [`${numbers[0]}: ${state}, ${shown}`];
  });
  expect(wrong).toEqual([]);
});

it('the sums at its head are those of its rows', () => {
  const sum = (state: string) =>
    rows.filter((row) => row.state === state).reduce((n, { numbers }) => n + numbers.length, 0);
  expect(text.replace(/\s+/g, ' ')).toContain(
    `${sum('met')} requirements met, ${sum('not met')} not met, ${sum('not applicable')} not applicable, of 253`,
  );
});
