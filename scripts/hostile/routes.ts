/** Every route of the server, as its own document describes them. */
import { send } from './http.ts';
import { type Document, type Schema, sampleOf } from './sample.ts';

export interface Route {
  id: string;
  method: string;
  path: string;
  /** Names of its path parameters. */
  params: string[];
  query: { name: string; schema: Schema }[];
  /** The schema of its JSON body, where it takes one. */
  body?: Schema;
  document: Document;
}

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

/** What answers without credentials by contract; all else must not, whatever the document says. */
const OPEN =
  /^\/(healthz|openapi\.json|docs|\.well-known\/.*)$|^\/v1\/(auth|invitations|webhooks)\/|^\/v1\/billing\/webhook$|^\/v1\/exports\/[^/]+\/download$/;
/** Below the open prefix, but for whoever has a session. */
const OWN =
  /^\/v1\/auth\/(session|sessions|sessions\/.*|password|profile|tenant|two-factor\/(enable|confirm|disable|recovery-codes))$/;

/** Reads the server's document. */
export async function readRoutes(base: string): Promise<Route[]> {
  const document = (await send(base, { path: '/openapi.json' })).body as Document;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(
      ([method, { operationId, parameters = [], requestBody }]) => ({
        id: operationId,
        method: method.toUpperCase(),
        path,
        params: parameters.filter((one) => one.in === 'path').map(({ name }) => name),
        query: parameters.filter((one) => one.in === 'query'),
        body: requestBody?.content['application/json']?.schema,
        document,
      }),
    ),
  );
}

/** Whether a route may answer somebody without credentials. */
export function isOpen({ path }: Route): boolean {
  return OPEN.test(path) && !OWN.test(path);
}

/** Refused before anything of the request is read: what outside services sign, links of mails, and tokens that only operators get. */
export function isRefusedFirst({ path }: Route): boolean {
  return path.startsWith('/v1/webhooks/') || path === '/v1/admin/tokens';
}

/** Whether a route is for the operators. A token of theirs is issued to a person's session. */
export function isOperators({ path }: Route): boolean {
  return path.startsWith('/v1/admin/') && path !== '/v1/admin/tokens';
}

/** Whether a route is about the caller's own account rather than a workspace. */
export function isPersonal({ path }: Route): boolean {
  return (
    path.startsWith('/v1/auth/') ||
    path.startsWith('/v1/account') ||
    path === '/v1/admin/tokens' ||
    path === '/v1/onboarding'
  );
}

export function isReading({ method }: Route): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** The route's path with its parameters filled in. */
export function filled({ path }: Route, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'none');
}

/** A valid body of a route, or undefined where it takes none. */
export function bodyOf({ id, body, document }: Route): unknown {
  return body === undefined ? undefined : (BODIES[id]?.() ?? sampleOf(body, document));
}

/** Query parameters that the route cannot do without. */
export function requiredQuery({ path }: Route): string {
  if (path === '/v1/explain') return '?metric=revenue&from=2026-01-01&to=2026-01-02';
  return path === '/v1/metrics/{metric}' ? '?from=2026-01-01&to=2026-01-02' : '';
}

/** Bodies whose validity the schema alone does not tell. */
const BODIES: Record<string, () => unknown> = {
  appendEvents: () => ({ event_type: 'signup', idempotency_key: crypto.randomUUID() }),
  createRule: () => ({ name: 'r', type: 'schedule', schedule: '0 8 * * *', enabled: false }),
  previewRule: () => ({ name: 'r', type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 1 }),
  changeRule: () => ({ name: 'renamed' }),
  changeProject: () => ({ name: 'Renamed' }),
  changeKey: () => ({ name: 'renamed' }),
  changeProfile: () => ({ name: 'Renamed' }),
  snoozeAlert: () => ({ minutes: 5 }),
  requestErasure: () => ({ actor_id: 'nobody-in-particular' }),
  rotateKey: () => ({ overlap_minutes: 5 }),
  changeTenant: () => ({ ready: true }),
};
