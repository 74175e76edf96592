/** What is wrong with a field of a request, as a code beside zod's English sentence. */
import { z } from '@hono/zod-openapi';

const ISSUE_CODES = [
  'required',
  'too_short',
  'too_long',
  'too_small',
  'too_big',
  'wrong_format',
  'not_offered',
  'invalid',
] as const;

/** One place of a request that was refused; `limit` is that of `too_…`. */
export const Issue = z.object({
  path: z.string(),
  message: z.string(),
  code: z.enum(ISSUE_CODES).optional(),
  limit: z.number().optional(),
});
type Issue = z.infer<typeof Issue>;

/** Tells of an issue as the API does. */
export function issueOf(issue: z.core.$ZodIssue): Issue {
  return { path: issue.path.join('.'), message: issue.message, ...reasonOf(issue) };
}

function reasonOf(issue: z.core.$ZodIssue): Pick<Issue, 'code' | 'limit'> {
  switch (issue.code) {
    case 'invalid_type':
      return { code: issue.message.endsWith('received undefined') ? 'required' : 'invalid' };
    case 'too_small':
      if (issue.origin !== 'string') return sized(issue.origin, 'too_small', issue.minimum);
      return issue.minimum === 1 ? { code: 'required' } : { code: 'too_short', limit: Number(issue.minimum) };
    case 'too_big':
      if (issue.origin !== 'string') return sized(issue.origin, 'too_big', issue.maximum);
      return { code: 'too_long', limit: Number(issue.maximum) };
    case 'invalid_format':
      return { code: 'wrong_format' };
    case 'invalid_value':
      return { code: 'not_offered' };
    default:
      return { code: 'invalid' };
  }
}

/** Limits of numbers; a list's count of entries says nothing about its field's value. */
const sized = (origin: string, code: 'too_small' | 'too_big', limit: number | bigint): Pick<Issue, 'code' | 'limit'> =>
  /^(number|int|bigint)$/.test(origin) ? { code, limit: Number(limit) } : { code: 'invalid' };
