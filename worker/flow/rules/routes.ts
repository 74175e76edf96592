/** Rules: what to watch for, what it would have found, and the catalogue to begin with. */
import { pageOf } from '../../base/page.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody, z } from '../../base/router.ts';
import { changeRule, removeRule } from './change-rule.ts';
import { createRule } from './create-rule.ts';
import { previewRule } from './preview/preview.ts';
import { listRules, listTemplates, readRule } from './read-rules.ts';
import { runRule } from './run-rule.ts';
import { Preview, PreviewInput, Rule, RuleInput, RulePatch, RulesQuery, RuleTemplate, RunResult } from './schema.ts';

const tags = ['Rules'];
const IdParam = z.object({ id: z.string().max(64) });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/rules',
  operationId: 'listRules',
  tags,
  summary: 'List the project’s rules, oldest first',
  description: 'All types, switched off ones included; `type` filters them.',
  request: { query: RulesQuery },
  responses: { 200: json(pageOf(Rule), 'A page of rules'), ...errorResponses(400, 401, 403, 404, 422) },
});

const addRoute = createRoute({
  method: 'post',
  path: '/v1/rules',
  operationId: 'createRule',
  tags,
  summary: 'Create a rule',
  description:
    'A `schedule` needs `schedule` (cron of five fields, UTC unless `timezone`); a `metric_threshold` needs `metric` and `threshold`; an `anomaly` needs `metric`; an `event` needs `event_type`; a `missing_follow_up` needs `event_type`, `follow_up` and `within_minutes`. Defaults fill the rest and are shown; fields that the type does not use are null. The rule judges every event that follows the reply, and a threshold that is crossed already fires. `template` ties it to an entry of the catalogue, each of which a project uses once.',
  request: jsonBody(RuleInput),
  responses: { 201: json(Rule, 'The new rule'), ...errorResponses(400, 401, 402, 403, 404, 409, 422, 503) },
});

const templatesRoute = createRoute({
  method: 'get',
  path: '/v1/rules/templates',
  operationId: 'listRuleTemplates',
  tags,
  summary: 'The catalogue of rules for the project’s industry',
  description: 'Rules that suit the industry, ready for `POST /v1/rules`.',
  responses: {
    200: json(z.object({ data: z.array(RuleTemplate), next_cursor: z.null() }), 'Starters first'),
    ...errorResponses(400, 401, 403, 404),
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/rules/{id}',
  operationId: 'readRule',
  tags,
  summary: 'One rule',
  description: 'With its last and next run, and what failed in the last one.',
  request: { params: IdParam },
  responses: { 200: json(Rule, 'The rule'), ...errorResponses(400, 401, 403, 404, 422) },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/rules/{id}',
  operationId: 'changeRule',
  tags,
  summary: 'Change a rule, or switch it off and on',
  description:
    'The rule becomes a new revision that is judged at once; an alert whose condition no longer holds clears. Switching a rule off resolves its open alerts.',
  request: { params: IdParam, ...jsonBody(RulePatch) },
  responses: { 200: json(Rule, 'The rule'), ...errorResponses(400, 401, 403, 404, 409, 422, 503) },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/v1/rules/{id}',
  operationId: 'deleteRule',
  tags,
  summary: 'Delete a rule; its open alerts are resolved',
  description: 'No event that follows the reply fires it any more.',
  request: { params: IdParam },
  responses: { 204: { description: 'Deleted' }, ...errorResponses(400, 401, 403, 404, 422, 503) },
});

const runRoute = createRoute({
  method: 'post',
  path: '/v1/rules/{id}/run',
  operationId: 'runRule',
  tags,
  summary: 'Judge a rule now',
  description:
    'A rule of events or of a growing count is judged by the events so far; others by their newest complete hour or day; a schedule raises its alert. A period that was judged before is not counted twice: then the outcome is `ignored`.',
  request: { params: IdParam },
  responses: { 200: json(RunResult, 'What it found'), ...errorResponses(400, 401, 403, 404, 409, 422, 503) },
});

const previewRoute = createRoute({
  method: 'post',
  path: '/v1/rules/preview',
  operationId: 'previewRule',
  tags,
  summary: 'What a rule would have raised over the last days',
  description:
    'Takes a rule as `POST /v1/rules` does, and `days`: 1 to 365 for metrics, for events as far as they are kept. Nothing is saved. Alerts are counted as if no person acted on them: one stays open until its condition clears.',
  request: jsonBody(PreviewInput),
  responses: {
    200: json(Preview, 'The alerts, and the points that were judged'),
    ...errorResponses(400, 401, 403, 404, 422, 503),
  },
});

export const ruleRoutes = createRouter();

ruleRoutes.openapi(previewRoute, async (c) => c.json(await previewRule(c.get('ctx'), c.req.valid('json')), 200));

ruleRoutes.openapi(listRoute, async (c) => c.json(await listRules(c.get('ctx'), c.req.valid('query')), 200));

ruleRoutes.openapi(addRoute, async (c) => c.json(await createRule(c.get('ctx'), c.req.valid('json')), 201));

ruleRoutes.openapi(templatesRoute, async (c) =>
  c.json({ data: await listTemplates(c.get('ctx')), next_cursor: null }, 200),
);

ruleRoutes.openapi(readRoute, async (c) => c.json(await readRule(c.get('ctx'), c.req.valid('param').id), 200));

ruleRoutes.openapi(changeRoute, async (c) =>
  c.json(await changeRule(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 200),
);

ruleRoutes.openapi(deleteRoute, async (c) => {
  await removeRule(c.get('ctx'), c.req.valid('param').id);
  return c.body(null, 204);
});

ruleRoutes.openapi(runRoute, async (c) => c.json(await runRule(c.get('ctx'), c.req.valid('param').id), 200));
