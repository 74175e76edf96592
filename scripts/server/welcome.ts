/** What `npm start` prints when all is ready: where it is, how to get in, what to try first. */
import { join, relative } from 'node:path';
import type { DemoLogin } from '../demo/demo-login.ts';

const FIRST_EVENT = JSON.stringify({
  event_type: 'payment_succeeded',
  idempotency_key: 'hello-1',
  payload: { amount_cents: 1999, currency: 'GBP' },
});

/** The summary; without a demo it says how to make a tenant. */
export function welcome(url: string, state: string, login: DemoLogin | undefined): string {
  const key = login?.projects[0]?.secret_key ?? 'sk_…';
  return [
    '',
    `Signalbox is ready: ${url}`,
    '',
    ...(login ? loginLines(login) : ['  A tenant with keys:  npm run seed -- --tenant acme --tenant-name "Acme"']),
    '',
    '  Send an event and watch the number move:',
    `    curl ${url}/v1/events -H 'Authorization: Bearer ${key}' \\`,
    `      -H 'Content-Type: application/json' -d '${FIRST_EVENT}'`,
    '',
    `  API reference  ${url}/docs`,
    `  Server log     ${relative(process.cwd(), join(state, 'wrangler.log'))}`,
    '  Ctrl-C stops it.',
    '',
  ].join('\n');
}

function loginLines({ owner, projects }: DemoLogin): string[] {
  return [
    `  Sign in with  ${owner.email}  ${owner.password ?? '(npm run seed -- --tenant demo sets a new password)'}`,
    ...projects.flatMap(({ name, project_id, secret_key, publishable_key }) => [
      '',
      `  ${name}  ${project_id}`,
      `    secret key       ${secret_key}`,
      `    publishable key  ${publishable_key}`,
    ]),
  ];
}
