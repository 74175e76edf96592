/** Errors of the API in the reader's language, by kind and code; the API's own words where it says which field is wrong. */
import { t } from '@lingui/core/macro';
import type { ApiError } from './client.ts';

/** What to tell a person about a failed call. */
export function errorText(error: ApiError): string {
  if (error.fields.length > 0) return error.message;
  switch (error.status) {
    case 0:
      return t`Signalbox cannot be reached. Check your connection.`;
    case 401:
      return t`You are signed out. Sign in again.`;
    case 403:
      return t`Your role does not allow this. Ask an owner or admin.`;
    case 404:
      return t`This does not exist, or not any more.`;
    case 429:
      return t`That was too much at once. Wait a moment, then try again.`;
    case 500:
      return t`Something went wrong on our side.`;
    case 503:
      return t`This part of Signalbox is not available right now. Try again in a moment.`;
    default:
      return error.message;
  }
}
