/** What a person wants to be told of a project. */
import { createRoute, createRouter, errorResponses, json, jsonBody } from '../../../base/router.ts';
import { changePreferences, readPreferences } from './change.ts';
import { Preferences, PreferencesInput } from './schema.ts';

const tags = ['Notifications'];

const readRoute = createRoute({
  method: 'get',
  path: '/v1/notification-preferences',
  operationId: 'readNotificationPreferences',
  tags,
  summary: 'What the person wants to be told of the project',
  description: 'The defaults until something is changed.',
  responses: { 200: json(Preferences, 'The preferences'), ...errorResponses(400, 401, 403, 404) },
});

const changeRoute = createRoute({
  method: 'put',
  path: '/v1/notification-preferences',
  operationId: 'changeNotificationPreferences',
  tags,
  summary: 'Change what the person is told of the project',
  description: 'What the body leaves out stays as it is. In force at once, for messages on their way too.',
  request: jsonBody(PreferencesInput),
  responses: { 200: json(Preferences, 'The preferences'), ...errorResponses(400, 401, 403, 404, 422) },
});

export const preferencesRoutes = createRouter();

preferencesRoutes.openapi(readRoute, async (c) => c.json(await readPreferences(c.get('ctx')), 200));
preferencesRoutes.openapi(changeRoute, async (c) =>
  c.json(await changePreferences(c.get('ctx'), c.req.valid('json')), 200),
);
