/** Refuses passwords that are guessed first. */
import { AppError } from '../../../base/errors.ts';
import { hashPassword } from './password.ts';
import { openFilter } from './password-filter.ts';
import { type Weakness, weaknessOf } from './password-strength.ts';

const WORDS: Record<Weakness, string> = {
  common: 'many people use this password or one much like it',
  repeated: 'it repeats the same few characters',
  pattern: 'it follows the keyboard, the alphabet or the digits',
  personal: 'it is mostly your address, your name or ours',
};

// Most requests set no password: the filter is loaded with the first that does.
let isCommon: ((text: string) => boolean) | undefined;

/** Throws 422 `auth.weak_password` for a new password that is easy to guess; `about` is what anybody knows of the person. */
export async function refuseWeakPassword(password: string, ...about: string[]): Promise<void> {
  if (!isCommon) {
    const { FILTER, HASHES } = await import('./known-passwords.ts');
    isCommon = openFilter(FILTER, HASHES);
  }
  const reason = weaknessOf(password, about, isCommon);
  if (!reason) return;
  const hint = 'use several words that have nothing to do with each other';
  const errors = [{ path: 'password', message: WORDS[reason], hint }];
  throw new AppError('unprocessable', 'auth.weak_password', `This password is easy to guess: ${WORDS[reason]}.`, {
    errors,
    reason,
  });
}

/** The hash of a new password; throws as `refuseWeakPassword` does. */
export async function hashNewPassword(password: string, ...about: string[]): Promise<string> {
  await refuseWeakPassword(password, ...about);
  return hashPassword(password);
}
