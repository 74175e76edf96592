/** Channels of a project: recipients beside its members. */
import type { Context } from 'hono';
import { createRoute, createRouter, errorResponses, type HonoEnv, json, jsonBody, z } from '../../../base/router.ts';
import { acceptedLocale } from '../../../words/locales.ts';
import { confirmPhone } from '../whatsapp/own-phone.ts';
import { addChannel, changeChannel, listChannels, removeChannel, testChannel } from './channels.ts';
import { Channel, ChannelCode, ChannelInput, ChannelPage, ChannelPatch, ChannelsQuery } from './schema.ts';

const tags = ['Notifications'];
const IdParam = z.object({ id: z.string().max(64) });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/channels',
  operationId: 'listChannels',
  tags,
  summary: 'Who is told beside the members, and what can be sent by',
  description:
    'Those of the project for whoever manages it, and the signed-in person’s own devices and phones. `kinds` says which kinds this ' +
    'installation is set up for, and what is missing for the others.',
  request: { query: ChannelsQuery },
  responses: { 200: json(ChannelPage, 'A page of channels'), ...errorResponses(400, 401, 403, 404, 422) },
});

const addRoute = createRoute({
  method: 'post',
  path: '/v1/channels',
  operationId: 'addChannel',
  tags,
  summary: 'Add a recipient beside the members, or a device or phone of one’s own',
  description:
    'An address gets one mail that asks for consent; until then the channel is `pending` and gets nothing else. A device (`web_push`) ' +
    'and a phone (`whatsapp`) are the signed-in person’s, in all projects of the workspace; any member may add their own. A phone ' +
    'gets a code, and nothing else before that is confirmed.',
  request: jsonBody(ChannelInput),
  responses: { 201: json(Channel, 'The channel'), ...errorResponses(400, 401, 403, 404, 409, 422, 429) },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/channels/{id}',
  operationId: 'changeChannel',
  tags,
  summary: 'Change what a channel gets',
  description: 'The address stays: another one is another channel. Of one’s own device only the name changes.',
  request: { params: IdParam, ...jsonBody(ChannelPatch) },
  responses: { 200: json(Channel, 'The channel'), ...errorResponses(400, 401, 403, 404, 422) },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/v1/channels/{id}',
  operationId: 'removeChannel',
  tags,
  summary: 'Take a channel away',
  description: 'What is on its way there is not sent any more.',
  request: { params: IdParam },
  responses: { 204: { description: 'Removed' }, ...errorResponses(400, 401, 403, 404) },
});

const testRoute = createRoute({
  method: 'post',
  path: '/v1/channels/{id}/test',
  operationId: 'testChannel',
  tags,
  summary: 'Send a channel a message to see that it arrives',
  description: 'The delivery log says what became of it.',
  request: { params: IdParam },
  responses: {
    202: json(z.object({ delivery_id: z.string() }), 'On its way'),
    ...errorResponses(400, 401, 403, 404, 409),
  },
});

const confirmRoute = createRoute({
  method: 'post',
  path: '/v1/channels/{id}/confirm',
  operationId: 'confirmChannel',
  tags,
  summary: 'Show by a code that a phone is one’s own',
  description: 'The code that was sent to it within the last ten minutes. The same number added again gets a new one.',
  request: { params: IdParam, ...jsonBody(ChannelCode) },
  responses: { 200: json(Channel, 'The channel, active'), ...errorResponses(400, 401, 403, 404, 422, 429) },
});

export const channelRoutes = createRouter();

const localeOf = (c: Context<HonoEnv>) => acceptedLocale(c.req.header('accept-language')) ?? 'en';

channelRoutes.openapi(listRoute, async (c) =>
  c.json(await listChannels(c.get('ctx'), c.req.valid('query'), localeOf(c)), 200),
);
channelRoutes.openapi(addRoute, async (c) => {
  const address = c.req.header('cf-connecting-ip') ?? 'local';
  const asked = { locale: localeOf(c), user_agent: c.req.header('user-agent') ?? null, address };
  return c.json(await addChannel(c.get('ctx'), c.req.valid('json'), asked), 201);
});
channelRoutes.openapi(changeRoute, async (c) =>
  c.json(await changeChannel(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 200),
);
channelRoutes.openapi(removeRoute, async (c) => {
  await removeChannel(c.get('ctx'), c.req.valid('param').id);
  return c.body(null, 204);
});
channelRoutes.openapi(testRoute, async (c) => c.json(await testChannel(c.get('ctx'), c.req.valid('param').id), 202));
channelRoutes.openapi(confirmRoute, async (c) =>
  c.json(await confirmPhone(c.get('ctx'), c.req.valid('param').id, c.req.valid('json').code), 200),
);
