/** The closed set of failures and their RFC 9457 replies. */

/** Kinds of failure and the HTTP status each one answers with. */
export const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  payment: 402,
  forbidden: 403,
  missing: 404,
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

/** One problem of a request: where (`path`, dotted) and what. */
export interface Issue {
  path: string;
  message: string;
}

export interface ErrorDetails {
  errors?: Issue[];
  /** Seconds until a retry makes sense; becomes the `Retry-After` header. */
  retry_after?: number;
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
  const { retry_after, ...details } = known.details;
  const status = STATUS[known.kind];
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (retry_after !== undefined) headers['retry-after'] = String(Math.max(1, Math.ceil(retry_after)));
  const body = JSON.stringify({
    type: `${ERROR_DOCS}/${known.code}.md`,
    title: known.message,
    status,
    code: known.code,
    request_id,
    ...details,
  });
  return { status, headers, body };
}

/** A row that does not exist for this caller, another tenant's included. */
export function missing(what: string): AppError {
  return new AppError('missing', `${what}.not_found`, `There is no such ${what.replaceAll('_', ' ')}.`);
}
