/** Errors of the API in the reader's language, by code, else by status; words of one page are beside that page. */
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import type { ApiError } from '../api/call.ts';
import type { Issue } from '../api/types.ts';
import { formatValue } from './format.ts';
import { currentLocale } from './language.ts';

const known = new Map<string, MessageDescriptor>(
  Object.entries({
    'metric.not_found': msg`There is no such metric.`,
    'project.archived': msg`This project is archived: its numbers can only be read.`,
    'project.unreadable': msg`The time zone of this project cannot be read. Its events are taken; whoever runs Signalbox has to mend it.`,
    'project.not_found': msg`This project does not exist, or not any more.`,
    'range.invalid': msg`These days make no range that can be shown.`,
    'tenant.deletion_scheduled': msg`This workspace is about to be deleted: it can only be looked at, exported, or kept by an owner.`,
    'tenant.suspended': msg`This workspace is suspended. Its owners know more.`,
  }),
);

/** Words for the codes of an area, by code: pages of that area load them with their own words. */
export function addErrorWords(words: Record<string, MessageDescriptor>): void {
  for (const [code, message] of Object.entries(words)) known.set(code, message);
}

/** The codes that have words of their own, of the areas that are loaded. */
export function knownCodes(): string[] {
  return [...known.keys()];
}

/** What a code means; undefined for a code without words here. */
export function wordsOf(code: string): string | undefined {
  const own = known.get(code);
  return own && i18n._(own);
}

/** What to tell a person about a failed call. */
export function errorText(error: ApiError): string {
  const own = wordsOf(error.code);
  if (own) return own;
  // The page marks the fields that the API names; its sentences about them are English.
  if (error.fields.length > 0) {
    return currentLocale() === 'en' || error.status === 0 ? error.message : fieldsText(error);
  }
  switch (error.status) {
    case 0:
      return t`Signalbox cannot be reached. Check your connection.`;
    case 401:
      return t`You are signed out. Sign in again.`;
    case 403:
      return t`Your role does not allow this. Ask an owner or admin.`;
    case 404:
      return t`This does not exist, or not any more.`;
    case 409:
      return t`This has changed meanwhile. Load the page again and look.`;
    case 429:
      return t`That was too much at once. Wait a moment, then try again.`;
    case 503:
      return t`This part of Signalbox is not available right now. Try again in a moment.`;
    default:
      return error.status < 500 && currentLocale() === 'en' ? error.message : t`Something went wrong on our side.`;
  }
}

/** What is wrong with the marked fields, each fault once. */
function fieldsText({ details }: ApiError): string {
  const issues = (details.errors ?? []) as Partial<Issue>[];
  const told = issues.flatMap((issue) => [issueWords(issue), hintWords(issue)]);
  return [...new Set([t`Check the marked fields.`, ...told])].filter(Boolean).join(' ');
}

function hintWords({ suggestion }: Partial<Issue>): string {
  return suggestion === undefined ? '' : t`Did you mean “${{ suggestion }}”?`;
}

function issueWords({ code, limit = 0 }: Partial<Issue>): string {
  switch (code) {
    case 'required':
      return t`Something is missing.`;
    case 'too_short':
      return plural(limit, { one: 'It takes at least # character.', other: 'It takes at least # characters.' });
    case 'too_long':
      return plural(limit, { one: 'It takes at most # character.', other: 'It takes at most # characters.' });
    case 'too_small':
      return t`The least is ${{ limit: formatValue(limit, 'count', '') }}.`;
    case 'too_big':
      return t`The most is ${{ limit: formatValue(limit, 'count', '') }}.`;
    case 'wrong_format':
      return t`It is not written as it should be.`;
    case 'not_offered':
      return t`It is none of the choices.`;
    default:
      return '';
  }
}
