/** Routes of daily heads. */
import { createRoute, createRouter, errorResponses, json, z } from '../../../base/router.ts';
import { listHeads, readHeadFile } from './read-heads.ts';
import { HeadFileBody, HeadPage, HeadsQuery } from './schema.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/v1/events/heads',
  operationId: 'listHeads',
  tags: ['Events'],
  summary: 'List the signed heads of the ledger, one a day',
  description:
    'Keep them outside of Signalbox: `npm run verify -- --known FILE` finds out whether the ledger still leads through them. ' +
    '`ledger` is what the public files at /.well-known/signalbox-heads/ call it: SHA-256 of "signalbox ledger v1", the id of the ' +
    'project, each with a line feed behind it.',
  request: { query: HeadsQuery },
  responses: { 200: json(HeadPage, 'A page, newest first'), ...errorResponses(400, 401, 403, 422) },
});

const fileRoute = createRoute({
  method: 'get',
  path: '/.well-known/signalbox-heads/{file}',
  operationId: 'readHeadFile',
  tags: ['System'],
  summary: 'The heads of all ledgers on a day, signed, without saying whose they are',
  description:
    'The file `YYYY-MM-DD.json` of a UTC day is published in the night after it and never changes. `commitment` is SHA-256 of ' +
    '"signalbox head v1", the day, the id of the project, the sequence, the head in hex, each with a line feed behind it.',
  security: [],
  request: { params: z.object({ file: z.string().max(40) }) },
  responses: { 200: json(HeadFileBody, 'The file'), 304: { description: 'As it was' }, ...errorResponses(404, 503) },
});

export const headRoutes = createRouter();

headRoutes.openapi(listRoute, async (c) => c.json(await listHeads(c.get('ctx'), c.req.valid('query')), 200));

headRoutes.openapi(fileRoute, async (c) => {
  return (await readHeadFile(c.env, c.req.valid('param').file, c.req.raw.headers)) as never;
});
