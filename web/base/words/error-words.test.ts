/** Errors of the API as people read them: with the hint of what to write instead. */
import { i18n } from '@lingui/core';
import { afterEach, expect, it, vi } from 'vitest';
import { compileArea, readAreas, SHELL } from '../../build/catalogues.ts';
import { call } from '../api/call.ts';
import { errorText } from './error-words.ts';

const problem = {
  status: 422,
  code: 'request.invalid',
  title: 'currency: not an ISO 4217 currency code',
  errors: [
    {
      path: 'currency',
      code: 'not_offered',
      message: 'not an ISO 4217 currency code',
      hint: 'use GBP',
      suggestion: 'GBP',
    },
    {
      path: 'time_zone',
      code: 'unknown',
      message: 'unknown field or parameter',
      hint: 'did you mean timezone?',
      suggestion: 'timezone',
    },
  ],
};

// Other files of this process read English.
afterEach(() => {
  vi.unstubAllGlobals();
  i18n.loadAndActivate({ locale: 'en', messages: {} });
});

async function told(): Promise<string> {
  vi.stubGlobal('fetch', async () => Response.json(problem, { status: 422 }));
  return await call('/v1/projects').then(() => '', errorText);
}

it('says in English what the API says, hints included', async () => {
  i18n.loadAndActivate({ locale: 'en', messages: {} });
  expect(await told()).toBe(
    'Currency: not an ISO 4217 currency code. Use GBP. Time zone: unknown field or parameter. Did you mean timezone?',
  );
});

it('says in other languages what the codes mean, and what was probably meant', async () => {
  i18n.loadAndActivate({ locale: 'de', messages: compileArea(SHELL, readAreas().get(SHELL)!, 'de') });
  expect(await told()).toBe(
    'Prüfe die markierten Felder. Es ist keine der Möglichkeiten. Meintest du „GBP“? Meintest du „timezone“?',
  );
});
