/** Routes about the server itself, open to everybody: health, the API reference page, signing keys. */
import project from '../package.json' with { type: 'json' };
import { openDb } from './base/db.ts';
import { AppError } from './base/errors.ts';
import { createRoute, createRouter, errorResponses, json, z } from './base/router.ts';
import { publicSigningKey } from './flow/events/ledger/checkpoint.ts';
import { securityText } from './security-text.ts';
import { demoReady } from './tenants/orgs/index.ts';

const Health = z
  .object({
    status: z.literal('ok'),
    /** Of the release, as in CHANGELOG.md. */
    version: z.string(),
    /** The Git commit that was deployed, where it is known. */
    commit: z.string().optional(),
  })
  .openapi('Health');

const healthRoute = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'readHealth',
  tags: ['System'],
  summary: '200 when everything is ready, the demo included',
  description: 'For probes: 503 until the database can be reached and, where a demo is expected, it is there.',
  security: [],
  responses: { 200: json(Health, 'Ready'), ...errorResponses(503) },
});

const keysRoute = createRoute({
  method: 'get',
  path: '/.well-known/signalbox-keys',
  operationId: 'readSigningKeys',
  tags: ['System'],
  summary: 'The public keys that verify ledger checkpoints',
  description: 'JSON Web Keys (Ed25519). They verify the signed ends and checkpoints of `GET /v1/events/chain`.',
  security: [],
  responses: { 200: json(z.object({ keys: z.array(z.record(z.string(), z.unknown())) }), 'JSON Web Keys') },
});

const securityRoute = createRoute({
  method: 'get',
  path: '/.well-known/security.txt',
  operationId: 'readSecurityContact',
  tags: ['System'],
  summary: 'Whom to tell of a vulnerability (RFC 9116)',
  description: 'Contacts of whoever runs this installation, from `SECURITY_CONTACT`; without it the maintainers’.',
  security: [],
  responses: { 200: { description: 'security.txt', content: { 'text/plain': { schema: z.string() } } } },
});

export const systemRoutes = createRouter();

systemRoutes.openapi(healthRoute, async (c) => {
  const ready = await demoReady(openDb(c.env.DB), c.env.DEMO === 'expected').catch(() => false);
  if (!ready) throw new AppError('unavailable', 'system.starting', 'Still starting.', { retry_after: 1 });
  return c.json({ status: 'ok' as const, version: project.version, commit: c.env.COMMIT || undefined }, 200);
});

systemRoutes.openapi(keysRoute, async (c) =>
  c.json({ keys: [{ ...(await publicSigningKey(c.env.SIGNING_KEY)) }] }, 200),
);

systemRoutes.openapi(securityRoute, (c) => {
  const text = securityText(c.env, Date.now());
  return c.text(text, 200, { 'cache-control': 'public, max-age=3600' });
});

/** The reference page: the bundled viewer over our own document, nothing from elsewhere. */
systemRoutes.get('/docs', (c) => {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return c.html(DOCS_PAGE, 200, { 'content-security-policy': policy });
});

const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Signalbox API</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/reference/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/reference/swagger-ui-bundle.js"></script>
<script src="/reference/reference.js"></script>
</body>
</html>`;
