/** Notifications of the signed-in person. */
import { createRoute, createRouter, errorResponses, json, z } from '../../base/router.ts';
import { listNotifications, markAllRead, markRead, markUnread, readUnread } from './in-app/in-app.ts';
import { Notification, NotificationPage, NotificationsQuery, Unread } from './schema.ts';

const tags = ['Notifications'];
const IdParam = z.object({ id: z.string().max(64) });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/notifications',
  operationId: 'listNotifications',
  tags,
  summary: 'What the signed-in person was told',
  description:
    'Of all projects of the workspace, in the person’s language: unread ones first, critical before warnings before the rest, each newest first. Kept for 90 days.',
  request: { query: NotificationsQuery },
  responses: { 200: json(NotificationPage, 'A page of notifications'), ...errorResponses(400, 401, 403, 422) },
});

const unreadRoute = createRoute({
  method: 'get',
  path: '/v1/notifications/unread',
  operationId: 'countUnreadNotifications',
  tags,
  summary: 'How many the person has not read',
  description: 'When it changes, `/v1/live` sends `notification.changed`.',
  responses: { 200: json(Unread, 'The count'), ...errorResponses(401, 403) },
});

const readRoute = createRoute({
  method: 'post',
  path: '/v1/notifications/{id}/read',
  operationId: 'readNotification',
  tags,
  summary: 'Mark one as read, on all devices',
  description: 'Marking it a second time changes nothing.',
  request: { params: IdParam },
  responses: { 200: json(Notification, 'The notification'), ...errorResponses(401, 403, 404) },
});

const unreadOneRoute = createRoute({
  method: 'post',
  path: '/v1/notifications/{id}/unread',
  operationId: 'unreadNotification',
  tags,
  summary: 'Mark one as unread, on all devices',
  description: 'Marking it a second time changes nothing.',
  request: { params: IdParam },
  responses: { 200: json(Notification, 'The notification'), ...errorResponses(401, 403, 404) },
});

const readAllRoute = createRoute({
  method: 'post',
  path: '/v1/notifications/read',
  operationId: 'readAllNotifications',
  tags,
  summary: 'Mark all as read, on all devices',
  description: 'Those of all projects of the workspace.',
  responses: { 204: { description: 'All are read' }, ...errorResponses(401, 403) },
});

export const notificationRoutes = createRouter();

notificationRoutes.openapi(listRoute, async (c) =>
  c.json(await listNotifications(c.get('ctx'), c.req.valid('query')), 200),
);
notificationRoutes.openapi(unreadRoute, async (c) => c.json(await readUnread(c.get('ctx')), 200));
notificationRoutes.openapi(readAllRoute, async (c) => {
  await markAllRead(c.get('ctx'));
  return c.body(null, 204);
});
notificationRoutes.openapi(readRoute, async (c) => c.json(await markRead(c.get('ctx'), c.req.valid('param').id), 200));
notificationRoutes.openapi(unreadOneRoute, async (c) =>
  c.json(await markUnread(c.get('ctx'), c.req.valid('param').id), 200),
);
