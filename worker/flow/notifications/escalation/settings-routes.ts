/** What the managers of a project decide for everybody who is told of it. */
import { createRoute, createRouter, errorResponses, json, jsonBody } from '../../../base/router.ts';
import { NotificationSettings, NotificationSettingsInput } from './schema.ts';
import { changeSettings, readSettings } from './settings.ts';

const tags = ['Notifications'];

const readRoute = createRoute({
  method: 'get',
  path: '/v1/notification-settings',
  operationId: 'readNotificationSettings',
  tags,
  summary: 'What holds for everybody who is told of the project',
  description: 'Who is asked when nobody takes on a critical alert.',
  responses: { 200: json(NotificationSettings, 'The settings'), ...errorResponses(400, 401, 403, 404) },
});

const changeRoute = createRoute({
  method: 'put',
  path: '/v1/notification-settings',
  operationId: 'changeNotificationSettings',
  tags,
  summary: 'Change what holds for everybody who is told of the project',
  description: 'What the body leaves out stays. Alerts that were raised before are not asked about.',
  request: jsonBody(NotificationSettingsInput),
  responses: { 200: json(NotificationSettings, 'The settings'), ...errorResponses(400, 401, 403, 404, 422) },
});

export const settingsRoutes = createRouter();

settingsRoutes.openapi(readRoute, async (c) => c.json(await readSettings(c.get('ctx')), 200));
settingsRoutes.openapi(changeRoute, async (c) => c.json(await changeSettings(c.get('ctx'), c.req.valid('json')), 200));
