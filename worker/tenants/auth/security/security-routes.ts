/** What happened around one's own account. */
import { createRoute, createRouter, errorResponses, json, z } from '../../../base/router.ts';
import { SecurityEvent } from '../schema.ts';
import { readLiveSession, visitorOf } from '../session/authenticate.ts';
import { listOwnEvents } from './events.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/v1/auth/security-events',
  operationId: 'listSecurityEvents',
  tags: ['Account'],
  summary: 'What happened around one’s own account',
  description:
    'Sign-ins and failed ones, new devices, changes of password, second factor and passkeys, sessions ended: of the last 90 days, at most 100. Owners and admins see those of their members in the audit log.',
  security: [{ session: [] }],
  responses: {
    200: json(z.object({ data: z.array(SecurityEvent), next_cursor: z.null() }), 'Newest first'),
    ...errorResponses(401),
  },
});

export const securityRoutes = createRouter();

securityRoutes.openapi(listRoute, async (c) => {
  const visitor = visitorOf(c);
  return c.json({ data: await listOwnEvents(visitor, await readLiveSession(c, visitor)), next_cursor: null }, 200);
});
