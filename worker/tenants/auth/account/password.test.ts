import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

it('hashes passwords at the cost that OWASP asks for, each with a salt of its own', () => {
  const [one, two] = [hashPassword('correct horse'), hashPassword('correct horse')];
  expect(one).toMatch(/^scrypt\$16384\$8\$5\$[\w+/]{22}==\$[\w+/]{43}=$/);
  expect(two).not.toBe(one);
  expect(verifyPassword('correct horse', one)).toBe(true);
  expect(verifyPassword('correct horsf', one)).toBe(false);
});

it('verifies a hash at the cost that it was made with', () => {
  const stored = 'scrypt$256$8$1$c2FsdHNhbHRzYWx0c2FsdA==$n23ZNr39Dphg024UrrueplqJkDKLBoFRZidyJprHFtY=';
  expect(verifyPassword('an old password', stored)).toBe(true);
  expect(verifyPassword('an old passwort', stored)).toBe(false);
});

it('takes both spellings of an accented character as the same', () => {
  expect(verifyPassword('caf\u00e9', hashPassword('cafe\u0301'))).toBe(true);
});
