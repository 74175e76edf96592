/** WhatsApp's webhook, signed by it. */
import type { Context } from 'hono';
import { openDb } from '../../../base/db.ts';
import { createLog } from '../../../base/log.ts';
import { createRoute, createRouter, errorResponses, type HonoEnv, z } from '../../../base/router.ts';
import type { InboundJob } from './act.ts';
import { WhatsAppEvent } from './schema.ts';
import { answerHandshake, takeEvent } from './take-event.ts';

const path = '/v1/webhooks/whatsapp';
const tags = ['Notifications'];

const handshakeRoute = createRoute({
  method: 'get',
  path,
  operationId: 'answerWhatsApp',
  tags,
  summary: 'WhatsApp’s question whether this address is ours',
  description: 'Answers the challenge where the token is `WHATSAPP_VERIFY_TOKEN`.',
  security: [],
  request: {
    query: z.object({
      'hub.mode': z.string().max(40),
      'hub.verify_token': z.string().max(400),
      'hub.challenge': z.string().max(400),
    }),
  },
  responses: {
    200: { description: 'The challenge', content: { 'text/plain': { schema: z.string() } } },
    ...errorResponses(401, 422, 503),
  },
});

const eventRoute = createRoute({
  method: 'post',
  path,
  operationId: 'takeWhatsAppEvent',
  tags,
  summary: 'WhatsApp’s webhook: buttons, messages, and what became of ours',
  description:
    'Signed with `WHATSAPP_APP_SECRET` (`X-Hub-Signature-256`). Buttons act as the person whose phone they come from, with that person’s ' +
    'rights. Messages that come twice, or are over a day old, change nothing.',
  security: [],
  request: { body: { required: true, content: { 'application/json': { schema: WhatsAppEvent } } } },
  responses: { 200: { description: 'Received' }, ...errorResponses(400, 401, 422, 503) },
});

export const whatsAppRoutes = createRouter();

whatsAppRoutes.openapi(handshakeRoute, (c) => {
  const query = c.req.valid('query');
  const [mode, token, challenge] = [query['hub.mode'], query['hub.verify_token'], query['hub.challenge']];
  return c.text(answerHandshake(c.env, { mode, token, challenge }), 200);
});
whatsAppRoutes.openapi(eventRoute, async (c) => {
  await takeEvent(jobOf(c), c.req.header('x-hub-signature-256'), await c.req.text());
  return c.body(null, 200);
});

function jobOf(c: Context<HonoEnv>): InboundJob {
  const request_id = c.get('request_id');
  const log = createLog(c.env.LOG_LEVEL, { request_id });
  return { env: c.env, db: openDb(c.env.DB), now: Date.now(), log, request_id };
}
