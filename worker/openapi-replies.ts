/** What the replies of all operations have in common: the refusals that any call may get, and the headers. */
import { REFUSALS } from './base/router.ts';

/** What is read and written of the document's paths. */
type Paths = Record<
  string,
  Record<
    string,
    { security?: object[]; requestBody?: object; responses: Record<string, { headers?: object; $ref?: string }> }
  >
>;

const header = (type: 'string' | 'integer', description: string, example: string | number) => ({
  description,
  schema: { type, examples: [example] },
});

/** The headers by the name of their component; `name` is how the reply spells it. */
const HEADERS = {
  RequestId: {
    name: 'X-Request-Id',
    ...header('string', 'Names the call, for questions about it.', '1d0f5c5e-3a1b-4c1c-9d53-6d1f3c5b7a10'),
  },
  RetryAfter: { name: 'Retry-After', ...header('integer', 'Seconds after which a retry makes sense.', 12) },
  Challenge: { name: 'WWW-Authenticate', ...header('string', 'How to show a credential.', 'Bearer realm="Signalbox"') },
  RateLimitLimit: { name: 'RateLimit-Limit', ...header('integer', 'Calls, or events, of one window.', 600) },
  RateLimitRemaining: { name: 'RateLimit-Remaining', ...header('integer', 'How many of them are left.', 597) },
  RateLimitReset: { name: 'RateLimit-Reset', ...header('integer', 'Seconds until all of them are free again.', 41) },
  RateLimitPolicy: {
    name: 'RateLimit-Policy',
    ...header('string', 'The limit by the draft of the IETF: quota and window in seconds.', '"requests";q=600;w=60'),
  },
  RateLimit: {
    name: 'RateLimit',
    ...header(
      'string',
      'What is left by the draft of the IETF: remaining, and seconds until reset.',
      '"requests";r=597;t=41',
    ),
  },
} as const;

const RATE = ['RateLimitLimit', 'RateLimitRemaining', 'RateLimitReset', 'RateLimitPolicy', 'RateLimit'] as const;

const named = (...components: (keyof typeof HEADERS)[]) =>
  Object.fromEntries(components.map((one) => [HEADERS[one].name, { $ref: `#/components/headers/${one}` }]));

/** The operator belongs to no tenant, and a person who signs in has none yet: no limit counts their calls. */
const UNCOUNTED = /^\/v1\/(admin|auth|invitations|webhooks)\//;

/** Names of the refusals' components, by status. */
const refusalName = (status: string | number) => `Refusal${status}`;

/** The components that replies refer to: their headers, and the refusals, which are the same wherever they are met. */
export function replyComponents(): {
  headers: Record<string, object>;
  responses: Record<string, { description: string; headers: object; content: object }>;
} {
  const headers = Object.entries(HEADERS).map(([component, { name: _, ...described }]) => [component, described]);
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const responses = Object.entries(REFUSALS).map(([status, description]) => {
    const own: Record<string, (keyof typeof HEADERS)[]> = {
      401: ['Challenge'],
      429: ['RetryAfter', ...RATE],
      503: ['RetryAfter'],
    };
    return [refusalName(status), { description, headers: named('RequestId', ...(own[status] ?? [])), content }];
  });
  return { headers: Object.fromEntries(headers), responses: Object.fromEntries(responses) };
}

/** Adds to each operation the refusals that any call may meet, and to each reply its headers. */
export function describeReplies(paths: Paths): void {
  for (const [path, operations] of Object.entries(paths)) {
    for (const { security, requestBody, responses } of Object.values(operations)) {
      const isLimited = path.startsWith('/v1/');
      if (isLimited && requestBody) responses['413'] ??= {};
      const isCounted = isLimited && !UNCOUNTED.test(path) && security?.length !== 0;
      for (const status of isLimited ? ['422', '429', '500'] : ['422', '500']) responses[status] ??= {};
      for (const [status, reply] of Object.entries(responses)) {
        if (status in REFUSALS) responses[status] = { $ref: `#/components/responses/${refusalName(status)}` };
        // The switch to a WebSocket is the runtime's own.
        else if (status !== '101') reply.headers = named('RequestId', ...(isCounted ? RATE : []));
      }
    }
  }
}
