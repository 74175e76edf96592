/** Ways to send somebody from our address to another site. */
import { type Attempt, type HostileClass, said, type Verdict } from '../../attempt.ts';
import { Browser } from '../../browser.ts';
import { type Reply, send } from '../../http.ts';
import type { World } from '../../world.ts';

export const openRedirect: HostileClass = { name: 'open-redirect', least: 90, configured: true, attempts };

const ELSEWHERE = [
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/%09/evil.example',
  '/%5cevil.example',
  '/%2f%2fevil.example',
  '/./\\evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'http:evil.example',
  'https:/evil.example',
  '@evil.example',
  'evil.example',
  '/\u0000/evil.example',
  '/\u2028/evil.example',
  '/@evil.example/..//evil.example',
];

async function* attempts({ base, provider }: World): AsyncIterable<Attempt> {
  if (!provider) throw new Error('The server has no fake provider.');
  for (const next of ELSEWHERE) {
    const told = JSON.stringify(next);
    yield {
      what: `back from a provider to ${told}`,
      send: async () => {
        const browser = new Browser(base);
        const start = await browser.call('POST', '/v1/auth/oidc/oidc', { next });
        if (start.status !== 200) return start;
        const { searchParams } = new URL(start.body.url);
        const claims = { sub: crypto.randomUUID(), email: `${crypto.randomUUID()}@example.com`, email_verified: true };
        const code = provider.issue({ ...claims, nonce: searchParams.get('nonce') });
        const state = searchParams.get('state') ?? '';
        return await browser.call('GET', `/v1/auth/callback/oidc?${new URLSearchParams({ code, state })}`);
      },
      judge: (reply) => (reply.status >= 500 || reply.status === 0 ? said(reply) : leadsAway(base, reply)),
    };
    const coded = encodeURIComponent(next);
    const paths = [
      `/sign-in?next=${coded}`,
      `/v1/auth/callback/oidc?error=x&state=y&callbackURL=${coded}&redirect=${coded}`,
      `/${coded}`,
    ];
    for (const path of paths) {
      yield {
        what: `GET ${path}`,
        send: () => send(base, { path }),
        judge: (reply) => (reply.status >= 500 ? said(reply) : leadsAway(base, reply)),
      };
    }
  }
}

/** Where a browser would go that got this reply. */
function leadsAway(base: string, { headers }: Reply): Verdict {
  const location = headers.get('location');
  const refresh = headers.get('refresh');
  if (refresh) return `refreshes to ${refresh}`;
  if (location === null) return undefined;
  const target = URL.parse(location, base);
  return target?.host === new URL(base).host && /^https?:$/.test(target.protocol) ? undefined : `leads to ${location}`;
}
