/** The catalogue of metrics, one metric's series, and the operator's reconciliation. */
import { requirePermission } from '../../base/context.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { listReconciliations, listReconciliationsAsOperator } from './list-reconciliations.ts';
import { listMetrics, readSeries } from './read-series.ts';
import { reconcileProject } from './reconcile.ts';
import {
  MetricEntry,
  MetricSeries,
  ReconcileInput,
  Reconciliation,
  ReconciliationPage,
  ReconciliationsQuery,
  SeriesQuery,
} from './schema.ts';

const catalogueRoute = createRoute({
  method: 'get',
  path: '/v1/metrics',
  operationId: 'listMetrics',
  tags: ['Metrics'],
  summary: 'The catalogue of metrics',
  description: 'Core metrics, those of the project’s own events and of its meters, each with unit and kind.',
  responses: {
    200: json(z.object({ data: z.array(MetricEntry), next_cursor: z.null() }), 'Every metric of the project'),
    ...errorResponses(400, 401, 403, 404),
  },
});

const seriesRoute = createRoute({
  method: 'get',
  path: '/v1/metrics/{metric}',
  operationId: 'readMetric',
  tags: ['Metrics'],
  summary: 'One metric as a series',
  description:
    '`from` and `to` are inclusive days of the project’s time zone, up to ten years apart. Buckets without events are 0 for counts and sums, null for ratios. ' +
    '`band=true` adds what is usual to each point, as anomaly rules judge it: from the 30 days before, or the 12 weeks or months.',
  request: { params: z.object({ metric: z.string().max(200) }), query: SeriesQuery },
  responses: { 200: json(MetricSeries, 'The series'), ...errorResponses(400, 401, 403, 404, 422) },
});

const reconcileRoute = createRoute({
  method: 'post',
  path: '/v1/admin/projects/{id}/reconcile',
  'x-operator-role': 'support',
  operationId: 'reconcileProject',
  tags: ['Operator'],
  summary: 'Recount the last days from raw events and heal what differs',
  description:
    'Compares the sums of each day with the raw events of the ledger. What differs is healed there and in the ' +
    'metric points.',
  request: { params: z.object({ id: z.string().max(64) }), ...jsonBody(ReconcileInput) },
  responses: { 200: json(Reconciliation, 'What was compared and healed'), ...errorResponses(400, 401, 403, 404, 422) },
});

const reconciliationsRoute = createRoute({
  method: 'get',
  path: '/v1/reconciliations',
  operationId: 'listReconciliations',
  tags: ['Metrics'],
  summary: 'What the daily checks of numbers against events found',
  description:
    'Each day the metric points and the usage of the last days are recounted from the events; what differs is healed and listed here.',
  request: { query: ReconciliationsQuery },
  responses: { 200: json(ReconciliationPage, 'A page, newest first'), ...errorResponses(400, 401, 403, 422) },
});

const adminReconciliationsRoute = createRoute({
  method: 'get',
  path: '/v1/admin/projects/{id}/reconciliations',
  'x-operator-role': 'viewer',
  operationId: 'listReconciliationsAsOperator',
  tags: ['Operator'],
  summary: 'What the checks of any project found',
  description: 'The same list as the project’s owner reads.',
  request: { params: z.object({ id: z.string().max(64) }), query: ReconciliationsQuery },
  responses: { 200: json(ReconciliationPage, 'A page, newest first'), ...errorResponses(400, 401, 403, 404, 422) },
});

export const metricRoutes = createRouter();

metricRoutes.openapi(catalogueRoute, async (c) =>
  c.json({ data: await listMetrics(c.get('ctx')), next_cursor: null }, 200),
);

metricRoutes.openapi(seriesRoute, async (c) =>
  c.json(await readSeries(c.get('ctx'), c.req.valid('param').metric, c.req.valid('query')), 200),
);

metricRoutes.openapi(reconcileRoute, async (c) => {
  const ctx = c.get('ctx');
  requirePermission(ctx, 'admin');
  return c.json(await reconcileProject(ctx, c.req.valid('param').id, c.req.valid('json').days), 200);
});

metricRoutes.openapi(reconciliationsRoute, async (c) =>
  c.json(await listReconciliations(c.get('ctx'), c.req.valid('query')), 200),
);

metricRoutes.openapi(adminReconciliationsRoute, async (c) =>
  c.json(await listReconciliationsAsOperator(c.get('ctx'), c.req.valid('param').id, c.req.valid('query')), 200),
);
