/** Pure: which outside providers people may sign in with, from the environment. */
import type { Env } from '../../../base/env.ts';

/** A provider of OpenID Connect or OAuth sign-in. */
export interface Provider {
  id: 'google' | 'github' | 'oidc';
  name: string;
  clientId: string;
  clientSecret: string;
  /** Of the generic provider alone. */
  discoveryUrl?: string;
  /** Who must have made its id_tokens. */
  issuer?: string;
}

const DISCOVERY_PATH = '/.well-known/openid-configuration';

export const PROVIDER_IDS = ['google', 'github', 'oidc'] as const;

/** The providers that are configured completely; the others do not exist. */
export function providersOf(env: Env): Provider[] {
  const { OIDC_DISCOVERY_URL: discoveryUrl, OIDC_NAME } = env;
  return [
    ...provider('google', 'Google', env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET),
    ...provider('github', 'GitHub', env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET),
    ...(discoveryUrl
      ? provider('oidc', OIDC_NAME || 'Single sign-on', env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET)
      : []
    ).map((oidc) => ({ ...oidc, discoveryUrl, issuer: env.OIDC_ISSUER || issuerAt(discoveryUrl!) })),
  ];
}

function provider(id: Provider['id'], name: string, clientId?: string, clientSecret?: string): Provider[] {
  return clientId && clientSecret ? [{ id, name, clientId, clientSecret }] : [];
}

/** The issuer whose document lies at an address, as OpenID Connect Discovery says; undefined for an address of another form. */
function issuerAt(discoveryUrl: string): string | undefined {
  return discoveryUrl.endsWith(DISCOVERY_PATH) ? discoveryUrl.slice(0, -DISCOVERY_PATH.length) : undefined;
}
