/** GET /v1/explain. */
import { createRoute, createRouter, errorResponses, json } from '../../base/router.ts';
import { readExplanation } from './read-explanation.ts';
import { ExplainQuery, Explanation } from './schema.ts';

const explainRoute = createRoute({
  method: 'get',
  path: '/v1/explain',
  operationId: 'explainMetric',
  tags: ['Metrics'],
  summary: 'Why a metric is what it is, in one sentence',
  description:
    'What moved the metric over complete days (up to 366 of them) since the same weekday a week before, or since as many days before: ' +
    'how many and how much, the value of a field of the events that moved it most, then single events that make much of it. ' +
    'The numbers are those of `/v1/metrics`. Where the events do not say why, the sentence says so.',
  request: { query: ExplainQuery },
  responses: { 200: json(Explanation, 'The sentence and its parts'), ...errorResponses(400, 401, 403, 404, 422) },
});

export const explainRoutes = createRouter();

explainRoutes.openapi(explainRoute, async (c) =>
  c.json(await readExplanation(c.get('ctx'), c.req.valid('query')), 200),
);
