/** Signing in with Google, GitHub or any OpenID provider that the environment names. */
import { createRoute, createRouter, errorResponses, json, z } from '../../../base/router.ts';
import { ProviderEntry, ProviderId, ProviderStart } from '../schema.ts';
import { logged } from '../session/auth-log.ts';
import { visitorOf } from '../session/authenticate.ts';
import { finishProvider, startProvider } from './oidc.ts';
import { providersOf } from './providers.ts';

const tags = ['Session'];
const ProviderParam = z.object({ provider: ProviderId });

const Param = z.string().max(4_000).optional();
/** Providers add parameters of their own, which are left alone. */
const CallbackQuery = z.looseObject({
  code: Param,
  state: Param,
  iss: Param,
  error: Param,
  error_description: Param,
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/auth/providers',
  operationId: 'listProviders',
  tags,
  summary: 'The outside providers that people may sign in with',
  description: 'Empty where none is configured.',
  security: [],
  responses: { 200: json(z.object({ data: z.array(ProviderEntry) }), 'Those that are configured') },
});

const startRoute = createRoute({
  method: 'post',
  path: '/v1/auth/oidc/{provider}',
  operationId: 'startProvider',
  tags,
  summary: 'Begin a sign-in with a provider',
  description:
    'Replies with the address to send the browser to. The provider sends it back to ' +
    '`/v1/auth/callback/{provider}`, which signs in and redirects to `next`.',
  security: [],
  request: {
    params: ProviderParam,
    body: { required: true, content: { 'application/json': { schema: ProviderStart.strict() } } },
  },
  responses: {
    200: json(z.object({ url: z.string() }), 'Where to send the browser'),
    ...errorResponses(400, 403, 404, 422, 429, 503),
  },
});

const callbackRoute = createRoute({
  // No client calls this: it is where a provider sends a browser back to, and it only ever redirects.
  hide: true,
  method: 'get',
  path: '/v1/auth/callback/{provider}',
  operationId: 'finishProvider',
  tags,
  summary: 'Where the provider sends the browser back to',
  security: [],
  request: {
    params: ProviderParam,
    query: CallbackQuery,
  },
  responses: {
    302: {
      description: 'Signed in and on to the dashboard; or to `/sign-in?second_step=required`, or `/sign-in?error=…`',
    },
    ...errorResponses(422, 429),
  },
});

export const providerRoutes = createRouter();

providerRoutes.openapi(listRoute, (c) =>
  c.json({ data: providersOf(c.env).map(({ id, name }) => ({ id, name })) }, 200),
);

providerRoutes.openapi(startRoute, async (c) => {
  const visitor = visitorOf(c);
  const start = () => startProvider(visitor, c.req.valid('param').provider, c.req.valid('json').next);
  const { url, cookies } = await logged(visitor, 'provider_start', undefined, start);
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c.json({ url }, 200);
});

providerRoutes.openapi(callbackRoute, async (c) => {
  const { provider } = c.req.valid('param');
  const visitor = visitorOf(c);
  const finish = () => finishProvider(visitor, provider, c.req.valid('query'));
  return (await logged(visitor, 'provider_return', undefined, finish)) as never;
});
