/** All classes, in the order in which they run. */
import type { HostileClass } from '../attempt.ts';
import { exportLinks } from './access/export-links.ts';
import { forgedKeys } from './access/forged-keys.ts';
import { noCredentials } from './access/no-credentials.ts';
import { operator } from './access/operator.ts';
import { otherProject } from './access/other-project.ts';
import { otherTenant } from './access/other-tenant.ts';
import { publishableKey } from './access/publishable-key.ts';
import { roles } from './access/roles.ts';
import { scopes } from './access/scopes.ts';
import { websocket } from './access/websocket.ts';
import { enumeration } from './account/enumeration.ts';
import { mailFlood } from './account/mail-flood.ts';
import { mailHeaders } from './account/mail-headers.ts';
import { oidc } from './account/oidc.ts';
import { operatorToken } from './account/operator-token.ts';
import { passwords } from './account/passwords.ts';
import { races } from './account/races.ts';
import { secondFactor } from './account/second-factor.ts';
import { sessions } from './account/sessions.ts';
import { signUpFirst } from './account/sign-up-first.ts';
import { tokens } from './account/tokens.ts';
import { cors } from './browser/cors.ts';
import { csrf } from './browser/csrf.ts';
import { headers } from './browser/headers.ts';
import { hostHeader } from './browser/host-header.ts';
import { markup } from './browser/markup.ts';
import { openRedirect } from './browser/open-redirect.ts';
import { countedOnce } from './data/counted-once.ts';
import { forgedEvents } from './data/forged-events.ts';
import { pii } from './data/pii.ts';
import { bodies } from './input/bodies.ts';
import { injection } from './input/injection.ts';
import { massAssignment } from './input/mass-assignment.ts';
import { methods } from './input/methods.ts';
import { parameters } from './input/parameters.ts';
import { paths } from './input/paths.ts';
import { prototype } from './input/prototype.ts';

export const CLASSES: readonly HostileClass[] = [
  noCredentials,
  forgedKeys,
  publishableKey,
  scopes,
  roles,
  otherTenant,
  otherProject,
  operator,
  csrf,
  cors,
  headers,
  paths,
  methods,
  parameters,
  massAssignment,
  injection,
  prototype,
  oidc,
  signUpFirst,
  sessions,
  passwords,
  secondFactor,
  operatorToken,
  tokens,
  enumeration,
  mailHeaders,
  mailFlood,
  races,
  websocket,
  exportLinks,
  openRedirect,
  hostHeader,
  markup,
  forgedEvents,
  countedOnce,
  pii,
  bodies,
];
