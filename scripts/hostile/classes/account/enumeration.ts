/** Whether an address has an account, told by status, words or headers. */
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, freshEmail } from '../../browser.ts';
import type { Reply } from '../../http.ts';
import type { World } from '../../world.ts';

export const enumeration: HostileClass = { name: 'enumeration', least: 12, attempts };

const CALLS: [string, (email: string) => unknown][] = [
  ['/v1/auth/sign-in', (email) => ({ email, password: 'wrong password' })],
  ['/v1/auth/sign-up', (email) => ({ email, name: 'Ada', password: 'long enough for this' })],
  ['/v1/auth/password/request-reset', (email) => ({ email })],
];

function* attempts({ base, victim }: World): Iterable<Attempt> {
  for (const [path, body] of CALLS) {
    for (const known of Object.values(victim.people).slice(0, 4)) {
      yield {
        what: `POST ${path} with an address that is known`,
        send: () => new Browser(base).call('POST', path, body(known.email)),
        judge: async (reply) => {
          const stranger = await new Browser(base).call('POST', path, body(freshEmail('stranger')));
          return shape(reply) === shape(stranger) ? undefined : `${said(reply)}, and for a stranger ${said(stranger)}`;
        },
      };
    }
  }
}

/** All of a reply but what is new each time. */
function shape({ status, text, headers }: Reply): string {
  const names = [...headers.keys()].filter((name) => name !== 'content-length').sort();
  const cookies = headers.getSetCookie().map((line) => line.replace(/=[^;]*/, ''));
  return JSON.stringify([status, text.replaceAll(/"[a-z]{3}_\w{20,}"|"request_id":"[^"]*"/g, ''), names, cookies]);
}
