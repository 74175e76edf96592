/** Onboarding: open to people who belong to no workspace yet. */
import { createRoute, createRouter, errorResponses, json, jsonBody } from '../../base/router.ts';
import { visitorOf } from '../auth/index.ts';
import { onboard } from './onboard.ts';
import { Onboarding, OnboardingInput } from './schema.ts';

const onboardRoute = createRoute({
  method: 'post',
  path: '/v1/onboarding',
  operationId: 'onboard',
  tags: ['Onboarding'],
  summary: 'Make a workspace with its first project and key',
  description: 'For a signed-in person. The key is shown in this reply only.',
  security: [{ session: [] }],
  request: jsonBody(OnboardingInput),
  responses: {
    201: json(Onboarding, 'Everything to send a first event; the key is shown this once'),
    ...errorResponses(400, 401, 403, 409, 422),
  },
});

export const onboardingRoutes = createRouter();

onboardingRoutes.openapi(onboardRoute, async (c) => {
  const { site, locale } = visitorOf(c);
  return c.json(await onboard({ ...c.get('ctx'), site, locale }, c.req.valid('json')), 201);
});
