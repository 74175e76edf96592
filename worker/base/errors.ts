/** The closed set of failures and their RFC 9457 replies. */

import { type Quota, rateHeaders } from './http/rate-headers.ts';
import type { Issue as ToldIssue } from './issue.ts';

/** Kinds of failure and the HTTP status of each. */
export const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  payment: 402,
  forbidden: 403,
  missing: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  unprocessable: 422,
  upgrade_required: 426,
  limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorKind = keyof typeof STATUS;

/** One problem of a request; its code is `invalid` unless given. */
export type Issue = Omit<ToldIssue, 'code'> & Partial<Pick<ToldIssue, 'code'>>;

export interface ErrorDetails {
  /** What is wrong, field by field. */
  errors?: Issue[];
  /** Seconds until a retry makes sense; becomes the `Retry-After` header. */
  retry_after?: number;
  /** What is left of the limit that refused; becomes the `RateLimit` headers. */
  quota?: Quota;
  /** The methods that the path takes; becomes the `Allow` header. */
  allow?: string;
  [extra: string]: unknown;
}

/** A failure whose message may be shown to the caller. `code` is dotted, stable and has a page in docs/errors. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** Where the pages of docs/errors are published. */
const ERROR_DOCS = 'https://github.com/signalbox/signalbox/blob/main/docs/errors';

/** The `application/problem+json` body of an error; anything but an AppError becomes a generic 500 that leaks nothing. */
export function problem(
  error: unknown,
  request_id: string,
): {
  status: number;
  headers: Record<string, string>;
  body: string;
} {
  const known =
    error instanceof AppError ? error : new AppError('internal', 'internal', 'Something went wrong on our side.');
  const { retry_after, quota, allow, errors, ...details } = known.details;
  const status = STATUS[known.kind];
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (retry_after !== undefined) headers['retry-after'] = String(Math.max(1, Math.ceil(retry_after)));
  if (quota !== undefined) Object.assign(headers, rateHeaders(quota));
  if (allow !== undefined) headers.allow = allow;
  if (status === STATUS.unauthenticated) headers['www-authenticate'] = challengeOf(known.code);
  const body = JSON.stringify({
    type: `${ERROR_DOCS}/${known.code}.md`,
    title: known.message,
    status,
    code: known.code,
    request_id,
    ...details,
    errors: errors?.map(({ path, ...issue }): ToldIssue => ({ path, code: 'invalid', ...issue })),
  });
  return { status, headers, body };
}

/** The `WWW-Authenticate` of a 401 (RFC 9110, RFC 6750). */
function challengeOf(code: string): string {
  return code === 'auth.invalid_key' ? 'Bearer realm="Signalbox", error="invalid_token"' : 'Bearer realm="Signalbox"';
}

/** A row that does not exist for this caller, another tenant's included. */
export function missing(what: string): AppError {
  return new AppError('missing', `${what}.not_found`, `There is no such ${what.replaceAll('_', ' ')}.`);
}
