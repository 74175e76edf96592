/** /v1/alerts: reading alerts, and what people do to them. */
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { acknowledgeAlert } from './acknowledge.ts';
import { countAlerts, listAlerts, readAlert } from './list.ts';
import { markFalsePositive } from './mark-false-positive.ts';
import { resolveAlert } from './resolve.ts';
import { Alert, AlertCounts, AlertPage, AlertsQuery, SnoozeInput } from './schema.ts';
import { snoozeAlert } from './snooze.ts';

const tags = ['Alerts'];
const params = z.object({ id: z.string().max(64) });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/alerts',
  operationId: 'listAlerts',
  tags,
  summary: 'List alerts, newest first',
  description:
    '`from` and `to` filter `created_at`: days (`YYYY-MM-DD`) are the project’s and inclusive, times with offset are exact.',
  request: { query: AlertsQuery },
  responses: { 200: json(AlertPage, 'A page of alerts'), ...errorResponses(400, 401, 403, 404, 422) },
});

const countRoute = createRoute({
  method: 'get',
  path: '/v1/alerts/counts',
  operationId: 'countAlerts',
  tags,
  summary: 'Count open alerts by status',
  description: 'Pending, acknowledged and snoozed ones of the project.',
  responses: { 200: json(AlertCounts, 'How many are open'), ...errorResponses(400, 401, 403, 404) },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/alerts/{id}',
  operationId: 'readAlert',
  tags,
  summary: 'Read an alert',
  description: 'With what was observed, what was expected, and why.',
  request: { params },
  responses: { 200: json(Alert, 'The alert'), ...errorResponses(401, 403, 404, 422) },
});

const replies = { 200: json(Alert, 'The alert as it is now'), ...errorResponses(401, 403, 404, 409, 422, 503) };

const acknowledgeRoute = createRoute({
  method: 'post',
  path: '/v1/alerts/{id}/acknowledge',
  operationId: 'acknowledgeAlert',
  tags,
  summary: 'Take a pending alert on',
  description:
    'It stays quiet until its condition clears. An alert that is not pending is a conflict that says who was first.',
  request: { params },
  responses: replies,
});

const resolveRoute = createRoute({
  method: 'post',
  path: '/v1/alerts/{id}/resolve',
  operationId: 'resolveAlert',
  tags,
  summary: 'End an open alert',
  description: 'A threshold that still holds fires again only once it has cleared.',
  request: { params },
  responses: replies,
});

const snoozeRoute = createRoute({
  method: 'post',
  path: '/v1/alerts/{id}/snooze',
  operationId: 'snoozeAlert',
  tags,
  summary: 'Put an open alert aside for a while',
  description:
    'Then it is pending again, unless its condition has cleared before. Either `until` or `minutes`, a year at most.',
  request: { params, ...jsonBody(SnoozeInput) },
  responses: { ...replies, ...errorResponses(400) },
});

const falsePositiveRoute = createRoute({
  method: 'post',
  path: '/v1/alerts/{id}/false-positive',
  operationId: 'markFalsePositive',
  tags,
  summary: 'Say that an alert was a false positive',
  description:
    'It ends, and a deviation of the same direction that is no larger does not fire again while the rule remembers: its ' +
    '`window_days`, or 30 days. `suppressed` counts what was kept quiet. One that has ended can be marked too.',
  request: { params },
  responses: replies,
});

export const alertRoutes = createRouter();

alertRoutes.openapi(listRoute, async (c) => c.json(await listAlerts(c.get('ctx'), c.req.valid('query')), 200));
alertRoutes.openapi(countRoute, async (c) => c.json(await countAlerts(c.get('ctx')), 200));
alertRoutes.openapi(readRoute, async (c) => c.json(await readAlert(c.get('ctx'), c.req.valid('param').id), 200));

alertRoutes.openapi(acknowledgeRoute, async (c) =>
  c.json(await acknowledgeAlert(c.get('ctx'), c.req.valid('param').id), 200),
);
alertRoutes.openapi(resolveRoute, async (c) => c.json(await resolveAlert(c.get('ctx'), c.req.valid('param').id), 200));
alertRoutes.openapi(snoozeRoute, async (c) =>
  c.json(await snoozeAlert(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 200),
);
alertRoutes.openapi(falsePositiveRoute, async (c) =>
  c.json(await markFalsePositive(c.get('ctx'), c.req.valid('param').id), 200),
);
