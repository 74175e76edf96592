/** The HTTP side of the Worker: middleware order, then one mount line per room. */
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { unrouted } from './base/allowed-methods.ts';
import { openDb } from './base/db.ts';
import { limitBodies } from './base/http/body-limit.ts';
import { allowBrowsers } from './base/http/cors.ts';
import { secureHeaders } from './base/http/security-headers.ts';
import { createLog, describeError } from './base/log.ts';
import { createRouter, type HonoEnv, replyToError } from './base/router.ts';
import { liveRoutes } from './flow/alerts/live-routes.ts';
import { noiseRoutes } from './flow/alerts/noise-routes.ts';
import { alertRoutes } from './flow/alerts/routes.ts';
import { customerRoutes } from './flow/customers/routes.ts';
import { headRoutes } from './flow/events/heads/head-routes.ts';
import { eventRoutes } from './flow/events/routes.ts';
import { metricRoutes } from './flow/metrics/routes.ts';
import { channelRoutes } from './flow/notifications/channels/channel-routes.ts';
import { settingsRoutes } from './flow/notifications/escalation/settings-routes.ts';
import { logRoutes } from './flow/notifications/log/log-routes.ts';
import { preferencesRoutes } from './flow/notifications/preferences/preferences-routes.ts';
import { notificationRoutes } from './flow/notifications/routes.ts';
import { linkRoutes } from './flow/notifications/unsubscribe/link-routes.ts';
import { whatsAppRoutes } from './flow/notifications/whatsapp/whatsapp-routes.ts';
import { ruleRoutes } from './flow/rules/routes.ts';
import { frontRoutes } from './front.ts';
import { limitRequests, shield } from './limits.ts';
import { openApiDocument } from './openapi.ts';
import { explainRoutes } from './surfaces/explain/routes.ts';
import { operationsRoutes } from './surfaces/operations/routes.ts';
import { overviewRoutes } from './surfaces/overview/routes.ts';
import { deletionRoutes } from './surfaces/privacy/deletion/deletion-routes.ts';
import { privacyRoutes } from './surfaces/privacy/routes.ts';
import { reportLinkRoutes } from './surfaces/reports/link-routes.ts';
import { reportRoutes } from './surfaces/reports/routes.ts';
import { systemRoutes } from './system.ts';
import { sealWritten } from './tenants/audit/index.ts';
import { auditRoutes } from './tenants/audit/routes.ts';
import { authenticate } from './tenants/auth/index.ts';
import { logOperator, operatorRoutes } from './tenants/auth/operator/operator-routes.ts';
import { authRoutes } from './tenants/auth/routes.ts';
import { keyRoutes } from './tenants/keys/routes.ts';
import { resendRoutes } from './tenants/mail/inbound/resend-routes.ts';
import { mailRoutes } from './tenants/mail/routes.ts';
import { memberRoutes } from './tenants/members/routes.ts';
import { onboardingRoutes } from './tenants/onboarding/routes.ts';
import { orgRoutes } from './tenants/orgs/routes.ts';
import { usageRoutes } from './tenants/usage/routes.ts';

/** The paths below /v1 that need no credentials; everything else is denied by default. */
const PUBLIC =
  /^\/v1\/(auth|invitations|webhooks)\/|^\/v1\/(billing\/webhook|admin\/tokens)$|^\/v1\/exports\/[^/]+\/download$/;

const identify: MiddlewareHandler<HonoEnv> = async (c, next) => {
  if (PUBLIC.test(c.req.path)) return await next();
  return await authenticate(c, next);
};

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Seals the audit entries of a change right after its reply. */
const sealAfterChange: MiddlewareHandler<HonoEnv> = async (c, next) => {
  await next();
  if (SAFE_METHODS.has(c.req.method) || c.req.path === '/v1/events' || c.res.status >= 300) return;
  const request_id = c.get('request_id');
  const log = createLog(c.env.LOG_LEVEL, { request_id });
  const seal = async () => {
    await scheduler.wait(0);
    await sealWritten({ env: c.env, db: openDb(c.env.DB), log, request_id });
  };
  c.executionCtx.waitUntil(seal().catch((error) => log('error', 'audit log not sealed', describeError(error))));
};

const SLOW_MS = 1_000;

/**
 * Logs one line a request. Accepted events are left out unless they were slow: there would be too many of them.
 * Paths that need no credentials may hold a token, so their route's pattern is logged instead.
 */
function logRequest(c: Context<HonoEnv>, started: number): void {
  const { status } = c.res;
  const { method } = c.req;
  const duration_ms = Date.now() - started;
  if (c.req.path === '/v1/events' && status === 200 && duration_ms < SLOW_MS) return;
  const ctx = c.get('ctx');
  const log = ctx?.log ?? createLog(c.env.LOG_LEVEL, { request_id: c.get('request_id') });
  const path = ctx ? c.req.path : matchedRoutes(c).at(-1)?.path;
  log('info', 'request', { method, path, status, duration_ms, tenant_id: ctx?.tenant_id, actor: ctx?.actor.id });
}

export const app = createRouter();

app.use(async (c, next) => {
  c.set('request_id', crypto.randomUUID());
  const started = Date.now();
  await next();
  // A socket's 101 is handed to the runtime as it is.
  if (c.res.status !== 101) c.res.headers.set('x-request-id', c.get('request_id'));
  logRequest(c, started);
});
app.use(secureHeaders);
app.on(['POST', 'OPTIONS'], '/v1/events', allowBrowsers);
app.use('/v1/*', shield);
app.use('/v1/*', limitBodies);
app.use('/v1/*', identify);
app.use('/v1/*', logOperator);
app.use('/v1/*', limitRequests);
app.use('/v1/*', sealAfterChange);

app.route('/', frontRoutes);
app.route('/', systemRoutes);
// Before the routes that take an event's id.
app.route('/', headRoutes);
app.route('/', eventRoutes);
app.route('/', metricRoutes);
app.route('/', customerRoutes);
app.route('/', ruleRoutes);
// Before the routes that take an alert's id.
app.route('/', noiseRoutes);
app.route('/', alertRoutes);
app.route('/', liveRoutes);
app.route('/', notificationRoutes);
app.route('/', preferencesRoutes);
app.route('/', settingsRoutes);
app.route('/', channelRoutes);
app.route('/', logRoutes);
app.route('/', linkRoutes);
app.route('/', whatsAppRoutes);
app.route('/', overviewRoutes);
app.route('/', explainRoutes);
app.route('/', reportRoutes);
app.route('/', reportLinkRoutes);
app.route('/', orgRoutes);
app.route('/', keyRoutes);
app.route('/', usageRoutes);
app.route('/', auditRoutes);
app.route('/', authRoutes);
app.route('/', operatorRoutes);
app.route('/', onboardingRoutes);
app.route('/', memberRoutes);
app.route('/', mailRoutes);
app.route('/', resendRoutes);
app.route('/', privacyRoutes);
app.route('/', deletionRoutes);
app.route('/', operationsRoutes);

const document = openApiDocument(app);
app.get('/openapi.json', (c) => c.json(document));

const refuse = unrouted(app.routes);
// Returned, not thrown: what is thrown here passes by the innermost middleware, which adds the security headers.
app.notFound((c) => {
  c.error = refuse(c.req.path);
  return replyToError(c.error, c);
});
app.onError(replyToError);
