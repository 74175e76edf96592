/** A fake OpenID provider on loopback: it says of anybody whatever it is told to, well signed or not. */
import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

/** How a token is wrong; none of it makes one that is right. */
export interface Flaw {
  algorithm?: 'none' | 'HS256' | 'other key';
  claims?: Record<string, unknown>;
  /** No id_token at all: who it is stands in the reply of /userinfo alone. */
  only_userinfo?: boolean;
  /** A signature over something else. */
  tampered?: boolean;
}

export interface FakeProvider {
  /** The variables of a server that trusts this provider. */
  vars: string[];
  /** A code that the callback exchanges for what is claimed of `email`. */
  issue(claims: Record<string, unknown>, flaw?: Flaw): string;
  close(): Promise<void>;
}

const CLIENT = { id: 'signalbox', secret: 'secret-of-the-fake' };
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Issued {
  claims: Record<string, unknown>;
  flaw: Flaw;
}

/** Starts it on a free port of 127.0.0.1. */
export async function startFakeProvider(): Promise<FakeProvider> {
  const keys = { own: newPair(), other: newPair() };
  const issued = new Map<string, Issued>();
  const server = createServer(async (request, response) => {
    const [status, body] = answer(request, await textOf(request), { issuer, keys, issued });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    vars: [
      `OIDC_DISCOVERY_URL:${issuer}/.well-known/openid-configuration`,
      `OIDC_CLIENT_ID:${CLIENT.id}`,
      `OIDC_CLIENT_SECRET:${CLIENT.secret}`,
      'OIDC_NAME:Fake sign-on',
    ],
    issue(claims, flaw = {}) {
      const code = randomUUID();
      issued.set(code, { claims, flaw });
      return code;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Provider {
  issuer: string;
  keys: Record<'own' | 'other', ReturnType<typeof newPair>>;
  /** By code, which is the access token as well. */
  issued: Map<string, Issued>;
}

function answer({ url, headers }: IncomingMessage, form: string, provider: Provider): [number, unknown] {
  const { issuer, keys, issued } = provider;
  switch (new URL(url ?? '/', issuer).pathname) {
    case '/.well-known/openid-configuration':
      return [200, discovery(issuer)];
    case '/jwks':
      return [
        200,
        { keys: [{ ...keys.own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256', use: 'sig' }] },
      ];
    case '/userinfo': {
      const known = issued.get(headers.authorization?.slice(7) ?? '');
      return known ? [200, known.claims] : [401, { error: 'invalid_token' }];
    }
    case '/token': {
      const code = new URLSearchParams(form).get('code') ?? '';
      const known = issued.get(code);
      if (!known) return [400, { error: 'invalid_grant' }];
      const tokens = { access_token: code, token_type: 'Bearer', expires_in: 300 };
      return [200, known.flaw.only_userinfo ? tokens : { ...tokens, id_token: idToken(known, provider) }];
    }
    default:
      return [404, { error: 'not_found' }];
  }
}

function idToken({ claims, flaw }: Issued, { issuer, keys }: Provider): string {
  const { algorithm, claims: over, tampered } = flaw;
  const alg = algorithm === 'none' || algorithm === 'HS256' ? algorithm : 'ES256';
  const now = Math.floor(Date.now() / 1_000);
  const payload = { iss: issuer, aud: CLIENT.id, iat: now, exp: now + 300, ...claims, ...over };
  const text = `${encoded({ alg, kid: 'one' })}.${encoded(payload)}`;
  if (alg === 'none') return `${text}.`;
  if (alg === 'HS256') return `${text}.${createHmac('sha256', CLIENT.secret).update(text).digest('base64url')}`;
  const key = algorithm === 'other key' ? keys.other.privateKey : keys.own.privateKey;
  const signature = sign('sha256', Buffer.from(tampered ? `${text}.` : text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

function newPair() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return `${Buffer.concat(chunks)}`;
}
