/** What is wrong with one field of a request: a stable code, a sentence, and where we can tell, what to write instead. */
import { z } from '@hono/zod-openapi';
import { nearest } from './nearest.ts';

const ISSUE_CODES = [
  'required',
  'too_short',
  'too_long',
  'too_small',
  'too_big',
  'wrong_format',
  'not_offered',
  'unknown',
  'invalid',
] as const;

/** One field of a request that was refused. */
export const Issue = z
  .object({
    path: z.string().openapi({
      description: 'The field or query parameter, nested names with dots between them; empty for the whole body',
    }),
    code: z.enum(ISSUE_CODES).openapi({ description: 'What is wrong, stable' }),
    message: z.string().openapi({ description: 'What is wrong, in words' }),
    hint: z.string().optional().openapi({ description: 'What to do instead, where it is known' }),
    suggestion: z.string().optional().openapi({ description: 'The value or name that the hint proposes' }),
    limit: z.number().optional().openapi({ description: 'The limit that the value breaks, with the codes `too_…`' }),
  })
  .openapi('Issue', {
    example: {
      path: 'payload.currency',
      code: 'not_offered',
      message: 'not an ISO 4217 currency code',
      hint: 'use GBP',
      suggestion: 'GBP',
    },
  });
export type Issue = z.infer<typeof Issue>;

/** What a schema's own check may add to its message, as `params` of its issue. */
export type IssueParams = Partial<Pick<Issue, 'code' | 'hint' | 'suggestion' | 'limit'>>;

/** What is known beside zod's issues: the value that was refused, and the names that its first level may have. */
export interface Refused {
  value?: unknown;
  names?: readonly string[];
}

/** How many issues a refusal names: of thousands only the first are listed, and no work is done for the rest. */
const MAX_ISSUES = 10;

/** The issues of a refused value in the form of the API; at most ten. */
export function issuesOf(error: z.core.$ZodError, refused: Refused = {}): Issue[] {
  return firstOf(error.issues, (issue) => tell(issue, refused));
}

/** The first issues that the entries come to. */
function firstOf<T>(entries: readonly T[], told: (entry: T) => Issue[]): Issue[] {
  const issues: Issue[] = [];
  for (const entry of entries) {
    if (issues.length >= MAX_ISSUES) break;
    issues.push(...told(entry));
  }
  return issues.slice(0, MAX_ISSUES);
}

function tell(issue: z.core.$ZodIssue, refused: Refused): Issue[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const names = path.length === 0 ? refused.names : [];
    return firstOf(issue.keys, (key) => [unknownName([...path, key].join('.'), key, names)]);
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The alternative that fits best is the one that was meant.
    const closest = issue.errors.reduce((best, other) => (other.length < best.length ? other : best));
    return firstOf(closest, (one) => tell({ ...one, path: [...issue.path, ...one.path] } as z.core.$ZodIssue, refused));
  }
  return [
    { path: path.join('.'), message: issue.message, ...reasonOf(issue, valueAt(refused.value, issue.path)) } as Issue,
  ];
}

function unknownName(path: string, name: string, names: readonly string[] = []): Issue {
  return { path, code: 'unknown', message: 'unknown field or parameter', ...meant(nearest(name, names)) };
}

/** The hint at a name that was probably meant. */
export function meant(suggestion: string | undefined): IssueParams {
  return suggestion === undefined ? {} : { hint: `did you mean ${suggestion}?`, suggestion };
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): IssueParams {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? { code: 'required' } : { code: 'invalid', ...retyped(issue.expected, value) };
    case 'too_small':
      if (issue.origin !== 'string') return sized(issue.origin, 'too_small', issue.minimum);
      return issue.minimum === 1 ? { code: 'required' } : { code: 'too_short', limit: Number(issue.minimum) };
    case 'too_big':
      if (issue.origin !== 'string') return sized(issue.origin, 'too_big', issue.maximum);
      return { code: 'too_long', limit: Number(issue.maximum) };
    case 'invalid_format':
      return { code: 'wrong_format' };
    case 'invalid_value':
      if (value === undefined) return { code: 'required' };
      return { code: 'not_offered', ...meant(nearest(value, issue.values.map(String))) };
    case 'invalid_union':
      if (!('options' in issue) || !issue.options) return { code: 'invalid' };
      if (value === undefined) return { code: 'required' };
      return { code: 'not_offered', ...meant(nearest(value, issue.options.map(String))) };
    case 'custom':
      return { code: 'invalid', ...(issue.params as IssueParams | undefined) };
    default:
      return { code: 'invalid' };
  }
}

/** Limits of numbers; a list's count of entries says nothing about its field's value. */
const sized = (origin: string, code: 'too_small' | 'too_big', limit: number | bigint): IssueParams =>
  /^(number|int|bigint)$/.test(origin) ? { code, limit: Number(limit) } : { code: 'invalid' };

/** The hint where a number came as text, or text as a number. */
function retyped(expected: string, value: unknown): IssueParams {
  if (/^(number|int)$/.test(expected) && typeof value === 'string' && /^\d{1,15}$/.test(value)) {
    return { hint: `use ${Number(value)}, without quotes`, suggestion: String(Number(value)) };
  }
  if (expected === 'string' && typeof value === 'number') return { hint: `use "${value}", in quotes` };
  return {};
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[name];
  }
  return at;
}

const NOUNS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const FORMATS: Record<string, string> = {
  email: 'not an e-mail address',
  url: 'not an address (URL)',
  date: 'not a day (YYYY-MM-DD)',
  datetime: 'not an ISO 8601 time with offset',
  uuid: 'not a UUID',
};

/** Our words for what zod found, where the schema has none of its own. */
export function sentenceOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'required';
      return `must be ${NOUNS[String(issue.expected)] ?? `of the type ${issue.expected}`}`;
    case 'invalid_value': {
      if (issue.input === undefined) return 'required';
      const values = issue.values as unknown[];
      return values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`;
    }
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'required';
      return `must be ${measured(issue.origin, 'at least', Number(issue.minimum))}`;
    case 'too_big':
      return `must be ${measured(issue.origin, 'at most', Number(issue.maximum))}`;
    case 'invalid_format':
      return FORMATS[String(issue.format)] ?? 'not written as it should be';
    case 'unrecognized_keys':
      return 'unknown field or parameter';
    case 'invalid_union':
      return offered(issue);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    default:
      return 'not valid';
  }
}

/** Of alternatives that one field tells apart: the values that it may have. */
function offered({ options, discriminator, input }: z.core.$ZodRawIssue): string {
  if (!Array.isArray(options)) return 'not valid';
  const value = (input as Record<string, unknown>)[String(discriminator)];
  return value === undefined ? 'required' : `must be one of ${options.join(', ')}`;
}

function measured(origin: unknown, bound: string, limit: number): string {
  const n = limit.toLocaleString('en');
  if (origin === 'string') return `${bound} ${n} ${limit === 1 ? 'character' : 'characters'} long`;
  if (origin === 'array' || origin === 'set') return `a list of ${bound} ${n}`;
  return `${bound} ${n}`;
}

// Zod asks this for the message of every issue that no schema has worded.
z.config({ customError: sentenceOf });
