/** Names and addresses that would break out of a mail, mislead its reader, or pass for somebody else's. */
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, freshEmail, PASSWORD } from '../../browser.ts';
import type { World } from '../../world.ts';

export const mailHeaders: HostileClass = { name: 'mail-headers', least: 110, attempts };

const NAMES = [
  'Ada\r\nBcc: all@example.com',
  'Ada\nSubject: Other',
  'Ada\rX: 1',
  'Ada\u0000',
  'Ada\u2028Bcc: x',
  'Ada\u0085Bcc: x',
  'Ada \u202Etxt.exe',
  '\u2066Ada\u2069',
  'A\u200Bd\u200Ba',
  'A\uFEFFda',
  'https://evil.example/login',
  'Go to www.evil.example now',
  'hxxp://evil.example http://evil.example',
  'mailto:evil@example.com',
  '\u0007Ada',
  'Ada\uD800',
  ' ',
  '',
  'x'.repeat(500),
];

const ADDRESSES = [
  'ada@example.com\r\nBcc: all@example.com',
  'ada@example.com,eve@example.com',
  'ada@example.com;eve@example.com',
  'ada@example.com eve@example.com',
  '<ada@example.com>',
  'Ada <ada@example.com>',
  '"ada@evil.example"@example.com',
  'аda@example.com',
  'ada@localhost',
  'ada@127.0.0.1',
  'ada@[127.0.0.1]',
  'ada@example..com',
  '.ada@example.com',
  'ada@-example.com',
  '@example.com',
  'ada@',
  `${'a'.repeat(65)}@example.com`,
  `ada@${'a'.repeat(260)}.com`,
  'ada@evil.example#@example.com',
  'ada%0d%0abcc:x@evil.example\n',
];

function* attempts({ base, attacker }: World): Iterable<Attempt> {
  const { owner } = attacker.people;
  const refusedOnly = (what: string, call: () => ReturnType<Browser['call']>): Attempt => ({
    what,
    send: call,
    judge: (reply) => (reply.status === 422 || reply.status === 400 ? undefined : `${said(reply)} instead of 422`),
  });
  for (const name of NAMES) {
    const told = JSON.stringify(name).slice(0, 40);
    const sign_up = { email: freshEmail(), name, password: PASSWORD };
    yield refusedOnly(`signing up as ${told}`, () => new Browser(base).call('POST', '/v1/auth/sign-up', sign_up));
    yield refusedOnly(`a profile named ${told}`, () => owner.call('PATCH', '/v1/auth/profile', { name }));
    yield refusedOnly(`a project named ${told}`, () => owner.call('POST', '/v1/projects', { name }));
    const business = { business_name: name, industry: 'saas', timezone: 'UTC' };
    yield refusedOnly(`a workspace named ${told}`, () => owner.call('POST', '/v1/onboarding', business));
  }
  for (const email of ADDRESSES) {
    const told = JSON.stringify(email).slice(0, 40);
    const sign_up = { email, name: 'Ada', password: PASSWORD };
    yield refusedOnly(`signing up ${told}`, () => new Browser(base).call('POST', '/v1/auth/sign-up', sign_up));
    yield refusedOnly(`inviting ${told}`, () =>
      owner.call('POST', '/v1/members/invitations', { email, role: 'viewer' }),
    );
  }
}
