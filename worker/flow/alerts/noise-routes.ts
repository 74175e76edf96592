/** The report of noisy rules. */
import { createRoute, createRouter, errorResponses, json } from '../../base/router.ts';
import { reportNoise } from './noise.ts';
import { NoiseQuery, NoiseReport } from './schema.ts';

const noiseRoute = createRoute({
  method: 'get',
  path: '/v1/alerts/noise',
  operationId: 'reportNoise',
  tags: ['Alerts'],
  summary: 'Which rules are noisy, and what would make them quieter',
  description:
    'What became of each rule’s alerts over the last days. An alert is ignored when no person acknowledged, snoozed, resolved or marked it. The five noisiest rules with a threshold get a suggestion, computed by back-testing: the smallest change that would have raised at most a quarter of the alerts and lost none that somebody acknowledged. To apply it, send `suggestion.patch` to `PATCH /v1/rules/{rule_id}`.',
  request: { query: NoiseQuery },
  responses: { 200: json(NoiseReport, 'The noisiest rule first'), ...errorResponses(400, 401, 403, 404, 422) },
});

export const noiseRoutes = createRouter();

noiseRoutes.openapi(noiseRoute, async (c) => c.json(await reportNoise(c.get('ctx'), c.req.valid('query').days), 200));
