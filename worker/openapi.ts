/** The published OpenAPI document. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { errorResponses, type HonoEnv } from './base/router.ts';
import { describeReplies, replyComponents } from './openapi-replies.ts';

const DESCRIPTION = `Signalbox turns the events of a business into KPIs, alerts and invoice-ready usage.

Send events with \`POST /v1/events\`; each counts exactly once, on its own day of the project's time zone. Read them back as
metrics. Every error is \`application/problem+json\` with a stable \`code\`. Query parameters that a call does not name are refused.`;

const TAGS = {
  Events: 'What happened in the business, sent once and listed.',
  Metrics: 'Counts, sums and ratios of events over time.',
  Rules: 'What is watched: schedules, thresholds, anomalies, events and what should follow them.',
  Alerts: 'What needs somebody’s attention, once, until it is over.',
  Notifications: 'What people are notified of, how, and the log of what was sent.',
  Reports: 'What a day or a week was like: what moved and why, which alerts were raised, what there is to do.',
  Projects: 'A business or app: time zone, currency, industry.',
  Keys: 'API keys: what servers and web pages call the API of one project with.',
  Account: 'A person: signing up, passwords, the second factor.',
  Session: 'Signing in, signing out, and the list of one’s own sessions.',
  Onboarding: 'From a new person to a working project.',
  Workspace: 'The workspace as a whole, and how it ends.',
  Members: 'The members of the workspace, their roles, invitations to it, and partners.',
  Invitations: 'Reading and accepting an invitation, with the token from its mail.',
  Billing: 'What the workspace uses.',
  Audit: 'Who did what, in a log that shows when it was tampered with.',
  Privacy: 'Exporting all data, erasing a person’s data.',
  Operator:
    'For whoever runs this installation, behind an operator’s token; `x-operator-role` is the role that each call needs.',
  System: 'Health and signing keys.',
};

/** OpenAPI 3.1 of every route of the app. */
export function openApiDocument(app: OpenAPIHono<HonoEnv>) {
  const registry = app.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description:
      'A secret (`sk_…`) or publishable (`pk_…`) key of one project; an operator’s token (`op_…`) for `/v1/admin`.',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'signalbox_session',
    description:
      'The dashboard’s session, `__Host-signalbox_session` with TLS; `Signalbox-Project` chooses the project.',
  });
  const { headers, responses } = replyComponents();
  for (const [name, header] of Object.entries(headers)) registry.registerComponent('headers', name, header as never);
  for (const [name, reply] of Object.entries(responses)) registry.registerComponent('responses', name, reply as never);
  describeUnsupported(app);
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Signalbox',
      version: '1.0.0',
      description: DESCRIPTION,
      contact: { name: 'Signalbox', url: 'https://github.com/signalbox/signalbox/issues' },
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: '/', description: 'This server' }],
    security: [{ key: [] }, { session: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  });
  describeReplies(document.paths as never);
  return document;
}

/** Every call with a body returns 415 when the body is not declared as JSON: the router checks it for all of them. */
function describeUnsupported({ openAPIRegistry }: OpenAPIHono<HonoEnv>): void {
  for (const definition of openAPIRegistry.definitions) {
    if (definition.type !== 'route' || !definition.route.request?.body) continue;
    Object.assign(definition.route.responses, errorResponses(415));
  }
}
