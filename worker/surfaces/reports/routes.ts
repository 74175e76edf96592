/** Reports of a project. */
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { askForReport, listReports, readReport } from './reports.ts';
import { Report, ReportInput, ReportPage, ReportsQuery } from './schema.ts';

const tags = ['Reports'];
const IdParam = z.object({ id: z.string().max(64) });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/reports',
  operationId: 'listReports',
  tags,
  summary: 'Reports of the project, the newest days first',
  description: 'Made at the hour of whoever gets them as a digest, or by `POST /v1/reports`.',
  request: { query: ReportsQuery },
  responses: { 200: json(ReportPage, 'A page of reports'), ...errorResponses(400, 401, 403, 404, 422) },
});

const makeRoute = createRoute({
  method: 'post',
  path: '/v1/reports',
  operationId: 'makeReport',
  tags,
  summary: 'The report of a day or week that is over',
  description:
    'Made from the numbers as they are now, and frozen: asking for the same days again returns the same report. Daily: by default ' +
    'yesterday, compared with the same weekday a week before. Weekly: Monday to Sunday, compared with the week before. A key needs the scopes `read` and `manage`, a person the role of an editor.',
  request: jsonBody(ReportInput),
  responses: {
    201: json(Report, 'It was made now'),
    200: json(Report, 'It was there'),
    ...errorResponses(400, 401, 403, 404, 422),
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/reports/{id}',
  operationId: 'readReport',
  tags,
  summary: 'One report',
  description: 'As it was frozen when it was made.',
  request: { params: IdParam },
  responses: { 200: json(Report, 'The report'), ...errorResponses(400, 401, 403, 404) },
});

export const reportRoutes = createRouter();

reportRoutes.openapi(listRoute, async (c) => c.json(await listReports(c.get('ctx'), c.req.valid('query')), 200));
reportRoutes.openapi(makeRoute, async (c) => {
  const { report, isNew } = await askForReport(c.get('ctx'), c.req.valid('json'));
  return isNew ? c.json(report, 201) : c.json(report, 200);
});
reportRoutes.openapi(readRoute, async (c) => c.json(await readReport(c.get('ctx'), c.req.valid('param').id), 200));
