/** GET /v1/live: alerts and changes of KPIs as they happen. */
import { createRoute, createRouter, errorResponses } from '../../base/router.ts';
import { openLive } from './live.ts';
import { LiveQuery } from './schema.ts';

const liveRoute = createRoute({
  method: 'get',
  path: '/v1/live',
  operationId: 'openLive',
  tags: ['Alerts'],
  summary: 'Open a WebSocket of alerts and changes of KPIs',
  description:
    'Frames are `{"cursor","type","data"}`: `alert.raised` and `alert.changed` with the alert, `kpi.changed` with ' +
    '`{"project_id"}`. `?cursor=` of the last frame brings what came since; after too long, or with an empty one, every open ' +
    'alert as `alert.changed`. Send `ping` now and then, `pong` comes back. A connection ends after an hour (1012): come back ' +
    'with the cursor. 1008 means that the credential has ended. Browsers send the session’s cookie and choose a project with ' +
    '`?project=`.',
  request: { query: LiveQuery },
  responses: {
    101: { description: 'The WebSocket' },
    200: { description: 'The WebSocket over HTTP/2 or 3, which have no 101 (RFC 8441, RFC 9220)' },
    ...errorResponses(401, 403, 404, 422, 426, 429, 503),
  },
});

export const liveRoutes = createRouter();

liveRoutes.openapi(
  liveRoute,
  async (c) => (await openLive(c.get('ctx'), c.req.valid('query'), c.req.header('upgrade'))) as never,
);
