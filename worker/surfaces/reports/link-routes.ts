/** Links that show a report: making, listing and ending them as somebody who manages the project; reading as whoever holds one. */
import { siteOf } from '../../base/http/site.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { guardOrigin, visitorOf } from '../../tenants/auth/index.ts';
import { LinkInput, LinkTokenInput, NewReportLink, ReportLinks, SharedReport } from './link-schema.ts';
import { endReportLink, listReportLinks, readShared, shareReport } from './links.ts';

const tags = ['Reports'];
const IdParam = z.object({ id: z.string().max(64) });
const LinkParam = IdParam.extend({ link_id: z.string().max(64) });

const shareRoute = createRoute({
  method: 'post',
  path: '/v1/reports/{id}/links',
  operationId: 'shareReport',
  tags,
  summary: 'A link that shows the report without an account',
  description:
    'It works for `days`, a week by default, and shows this one report: no other page, no ids. 20 work at a time.',
  request: { params: IdParam, ...jsonBody(LinkInput) },
  responses: { 201: json(NewReportLink, 'The link'), ...errorResponses(400, 401, 403, 404, 409, 422) },
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/reports/{id}/links',
  operationId: 'listReportLinks',
  tags,
  summary: 'The links of a report',
  description: 'Those that ended too, without their addresses.',
  request: { params: IdParam },
  responses: { 200: json(ReportLinks, 'The links'), ...errorResponses(400, 401, 403, 404) },
});

const endRoute = createRoute({
  method: 'delete',
  path: '/v1/reports/{id}/links/{link_id}',
  operationId: 'endReportLink',
  tags,
  summary: 'End a link before its time',
  description: 'From now on it shows nothing. Ending it a second time changes nothing.',
  request: { params: LinkParam },
  responses: { 204: { description: 'It shows nothing any more' }, ...errorResponses(400, 401, 403, 404) },
});

const readRoute = createRoute({
  method: 'post',
  path: '/v1/webhooks/shared-reports',
  operationId: 'readSharedReport',
  tags,
  summary: 'The report behind a link',
  description:
    'The token of the link is the credential. It changes nothing; it is a POST so that the token is in no address. A link that ended, ' +
    'was taken back or never was gets the same refusal.',
  security: [],
  request: jsonBody(LinkTokenInput),
  responses: { 200: json(SharedReport, 'The report'), ...errorResponses(400, 403, 404, 422, 429) },
});

export const reportLinkRoutes = createRouter();

reportLinkRoutes.use('/v1/webhooks/shared-reports', guardOrigin);

reportLinkRoutes.openapi(shareRoute, async (c) => {
  const site = siteOf(c.env, c.req.url);
  return c.json(await shareReport(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'), site), 201);
});
reportLinkRoutes.openapi(listRoute, async (c) =>
  c.json(await listReportLinks(c.get('ctx'), c.req.valid('param').id), 200),
);
reportLinkRoutes.openapi(endRoute, async (c) => {
  const { id, link_id } = c.req.valid('param');
  await endReportLink(c.get('ctx'), id, link_id);
  return c.body(null, 204);
});
reportLinkRoutes.openapi(readRoute, async (c) =>
  c.json(await readShared(visitorOf(c), c.req.valid('json').token), 200),
);
