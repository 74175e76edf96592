/** What mail services tell us, signed by them. */
import { openDb } from '../../../base/db.ts';
import { createLog } from '../../../base/log.ts';
import { createRoute, createRouter, errorResponses } from '../../../base/router.ts';
import { ResendEvent, takeResendEvent } from './resend-events.ts';

const resendRoute = createRoute({
  method: 'post',
  path: '/v1/webhooks/resend',
  operationId: 'takeResendEvent',
  tags: ['Notifications'],
  summary: 'Resend’s webhook: bounces and complaints',
  description:
    'Signed by the Svix scheme with `RESEND_WEBHOOK_SECRET`. Hard bounces and complaints end notifications to the address.',
  security: [],
  request: { body: { required: true, content: { 'application/json': { schema: ResendEvent } } } },
  responses: { 204: { description: 'Received' }, ...errorResponses(400, 401, 422, 503) },
});

export const resendRoutes = createRouter();

resendRoutes.openapi(resendRoute, async (c) => {
  const log = createLog(c.env.LOG_LEVEL, { request_id: c.get('request_id') });
  const job = { env: c.env, db: openDb(c.env.DB), now: Date.now(), log };
  await takeResendEvent(job, c.req.raw.headers, await c.req.text());
  return c.body(null, 204);
});
