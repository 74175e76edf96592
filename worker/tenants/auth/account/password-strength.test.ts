/** Which passwords are guessed first. */
import { describe, expect, it, test } from 'vitest';
import { FILTER, HASHES } from './known-passwords.ts';
import { openFilter } from './password-filter.ts';
import { weaknessOf } from './password-strength.ts';

const isCommon = openFilter(FILTER, HASHES);
const weak = (password: string, ...about: string[]) => weaknessOf(password, about, isCommon);

describe('weak are', () => {
  it.each([
    ['aaaaaaaaaa', 'repeated'],
    ['1212121212', 'repeated'],
    ['xyzwxyzwxyzwxyzw', 'repeated'],
    ['passwordpassword', 'common'],
    ['qwertyuiop', 'pattern'],
    ['poiuytrewq', 'pattern'],
    ['1qaz2wsx3edc', 'pattern'],
    ['azertyuiop123', 'pattern'],
    ['0123456789', 'pattern'],
    ['abcdefghijkl', 'pattern'],
    ['!@#$%^&*()', 'pattern'],
    ['Password123!', 'common'],
    ['P@ssw0rd2026', 'common'],
    ['123dragon456', 'common'],
    ['Mypassword1', 'common'],
    ['1234567891', 'pattern'],
    ['ｐａｓｓｗｏｒｄ１２３', 'common'],
    ['signalbox1', 'personal'],
    ['Signalbox2026!', 'personal'],
  ])('%s', (password, reason) => expect(weak(password)).toBe(reason));

  it.each([
    ['ada.lovelace@example.com', 'ada.lovelace@example.com'],
    ['AdaLovelace1', 'ada.lovelace@example.com'],
    ['Lovelace-2026', 'Ada Lovelace'],
  ])('%s for who is known as %s', (password, about) => expect(weak(password, about)).toBe('personal'));
});

test('others are taken', () => {
  for (const password of [
    'correct horse battery',
    'correct horse battery staple',
    'a long enough password',
    'quite another password',
    'tqkZ4-mvR9w',
    'Großmutter strickt blau',
    'ピアノを弾く猫が三匹',
    'lovelace plays the tuba',
    '8f14e45fceea167a',
  ])
    expect([password, weak(password, 'ada.lovelace@example.com')]).toEqual([password, undefined]);
});

test('hardly any random password is refused', () => {
  let refused = 0;
  for (let i = 0; i < 5_000; i++) if (weak(`${i} ${(i * 2_654_435_761).toString(36)} word`)) refused++;
  expect(refused).toBeLessThan(25);
});
