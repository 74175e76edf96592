/** Exports of a tenant's data and erasures of persons. */
import { PageQuery } from '../../base/page.ts';
import {
  createRoute,
  createRouter,
  errorResponses,
  json,
  jsonBody,
  readOptionalJson,
  readQuery,
  z,
} from '../../base/router.ts';
import { visitorOf } from '../../tenants/auth/index.ts';
import { downloadExport } from './download.ts';
import { listErasures, readErasure, requestErasure } from './erasures.ts';
import { deleteExport, listExports, readExport, requestExport } from './exports.ts';
import {
  Erasure,
  ErasureInput,
  ErasurePage,
  Export,
  ExportInput,
  ExportPage,
  ExportWithLink,
  LinkQuery,
} from './schema.ts';

const tags = ['Privacy'];
const NO_QUERY = z.object({});
const IdParam = z.object({ id: z.string().max(64) });

const requestExportRoute = createRoute({
  method: 'post',
  path: '/v1/exports',
  operationId: 'requestExport',
  tags,
  summary: 'Export everything: of the workspace as a person, of its project as a key',
  description:
    'It runs in the background: `GET /v1/exports/{id}` shows when it is ready. It is kept for a week. A key needs the scopes ' +
    '`manage` and `read`, because an export holds every raw event.',
  request: { body: { ...jsonBody(ExportInput).body, required: false } },
  responses: { 202: json(Export, 'The export that runs'), ...errorResponses(400, 401, 403, 404, 422, 429) },
});

const listExportsRoute = createRoute({
  method: 'get',
  path: '/v1/exports',
  operationId: 'listExports',
  tags,
  summary: 'List exports, newest first',
  description: 'A key sees its own, people those of the whole workspace.',
  request: { query: PageQuery },
  responses: { 200: json(ExportPage, 'A page of exports'), ...errorResponses(400, 401, 403, 422) },
});

const readExportRoute = createRoute({
  method: 'get',
  path: '/v1/exports/{id}',
  operationId: 'readExport',
  tags,
  summary: 'One export, with a link that works for an hour',
  description: '`download_url` is there once it is ready. A key needs the scopes `manage` and `read`.',
  request: { params: IdParam },
  responses: { 200: json(ExportWithLink, 'The export'), ...errorResponses(401, 403, 404) },
});

const deleteExportRoute = createRoute({
  method: 'delete',
  path: '/v1/exports/{id}',
  operationId: 'deleteExport',
  tags,
  summary: 'Delete an export before its week is over',
  description: 'Its links stop working at once.',
  request: { params: IdParam },
  responses: { 204: { description: 'Deleted' }, ...errorResponses(401, 403, 404) },
});

const downloadRoute = createRoute({
  method: 'get',
  path: '/v1/exports/{id}/download',
  operationId: 'downloadExport',
  tags,
  summary: 'Download an export through its signed link',
  description: 'NDJSON; the first line is the manifest: counts, and length and SHA-256 of each part that follows.',
  security: [],
  request: { params: IdParam, query: LinkQuery },
  responses: {
    200: { description: 'The export', content: { 'application/x-ndjson': { schema: z.string() } } },
    ...errorResponses(403, 404, 422),
  },
});

const requestErasureRoute = createRoute({
  method: 'post',
  path: '/v1/privacy/erasures',
  operationId: 'requestErasure',
  tags,
  summary: 'Erase one person’s data from a project',
  description:
    'Events that fit any of the given fields keep type, source, time and amount and lose everything else, for ever. KPIs stand, ' +
    'and the hash chain still verifies. Events that arrive later are not part of it.',
  request: jsonBody(ErasureInput),
  responses: {
    200: json(Erasure, 'The receipt: done'),
    202: json(Erasure, 'The receipt so far: a large ledger takes longer'),
    ...errorResponses(400, 401, 403, 404, 422),
  },
});

const listErasuresRoute = createRoute({
  method: 'get',
  path: '/v1/privacy/erasures',
  operationId: 'listErasures',
  tags,
  summary: 'List receipts of erasures, newest first',
  description: 'How each was matched, how many events it looked at, and how many it erased.',
  request: { query: PageQuery },
  responses: { 200: json(ErasurePage, 'A page of receipts'), ...errorResponses(400, 401, 403, 422) },
});

const readErasureRoute = createRoute({
  method: 'get',
  path: '/v1/privacy/erasures/{id}',
  operationId: 'readErasure',
  tags,
  summary: 'The receipt of an erasure',
  description: 'How far it is, and what it erased.',
  request: { params: IdParam },
  responses: { 200: json(Erasure, 'The receipt'), ...errorResponses(401, 403, 404) },
});

export const privacyRoutes = createRouter();

// Its body may be left out whatever the content type says, so it is read by hand.
privacyRoutes.openAPIRegistry.registerPath(requestExportRoute);
privacyRoutes.post('/v1/exports', async (c) => {
  readQuery(c, NO_QUERY);
  await readOptionalJson(c, ExportInput);
  return c.json(await requestExport(c.get('ctx')), 202);
});

privacyRoutes.openapi(listExportsRoute, async (c) =>
  c.json(await listExports(c.get('ctx'), c.req.valid('query')), 200),
);

privacyRoutes.openapi(readExportRoute, async (c) => {
  const { origin } = new URL(c.req.url);
  return c.json(await readExport(c.get('ctx'), c.req.valid('param').id, origin), 200);
});

privacyRoutes.openapi(deleteExportRoute, async (c) => {
  await deleteExport(c.get('ctx'), c.req.valid('param').id);
  return c.body(null, 204);
});

// A stream of lines is no JSON reply, so it is described here and returned by hand.
privacyRoutes.openAPIRegistry.registerPath(downloadRoute);
privacyRoutes.get('/v1/exports/:id/download', async (c) => {
  const id = c.req.param('id');
  const { body, bytes } = await downloadExport(visitorOf(c), id, readQuery(c, LinkQuery));
  return c.body(body, 200, {
    'content-type': 'application/x-ndjson',
    'content-length': String(bytes),
    'content-disposition': `attachment; filename="signalbox-${id}.ndjson"`,
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
  });
});

privacyRoutes.openapi(requestErasureRoute, async (c) => {
  const receipt = await requestErasure(c.get('ctx'), c.req.valid('json'));
  return c.json(receipt, receipt.status === 'done' ? 200 : 202);
});

privacyRoutes.openapi(listErasuresRoute, async (c) =>
  c.json(await listErasures(c.get('ctx'), c.req.valid('query')), 200),
);

privacyRoutes.openapi(readErasureRoute, async (c) =>
  c.json(await readErasure(c.get('ctx'), c.req.valid('param').id), 200),
);
