/** Notifications as the API shows them. */
import { z } from '@hono/zod-openapi';
import { PageQuery, pageOf } from '../../base/page.ts';
import { SEVERITIES } from '../rules/index.ts';

export const Notification = z
  .object({
    id: z.string(),
    project_id: z.string(),
    type: z.string().describe('What it tells of, such as `alert.raised`.'),
    severity: z.enum(SEVERITIES),
    group: z.string().describe('What it is grouped by within its project: a rule, a type of event.'),
    title: z.string().describe('In the language of the person.'),
    body: z.string(),
    url: z.string().describe('A path of the dashboard.'),
    count: z.number().int().describe('How often it happened.'),
    read_at: z.string().nullable(),
    created_at: z.string(),
  })
  .openapi('Notification');
export type Notification = z.infer<typeof Notification>;

export const NotificationPage = pageOf(Notification).openapi('NotificationPage');
export type NotificationPage = z.infer<typeof NotificationPage>;

export const NotificationsQuery = PageQuery.extend({
  unread: z.enum(['true', 'false']).optional().describe('Only those that are not read.'),
});
export type NotificationsQuery = z.infer<typeof NotificationsQuery>;

export const Unread = z.object({ count: z.number().int() }).openapi('UnreadNotifications');
export type Unread = z.infer<typeof Unread>;
