/** Hosts that are not ours, in the headers that could make the links of mails. */
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, freshEmail, mailsTo, newPerson } from '../../browser.ts';
import type { Reply } from '../../http.ts';
import type { World } from '../../world.ts';

export const hostHeader: HostileClass = { name: 'host-header', least: 16, configured: true, attempts };

const EVIL = 'evil.example';

function* attempts({ base, victim }: World): Iterable<Attempt> {
  const { host, port } = new URL(base);
  const headers: Record<string, string>[] = [
    { host: EVIL },
    { host: `${EVIL}:80` },
    { host: `${EVIL}:${port}` },
    { host, 'x-forwarded-host': EVIL, 'x-forwarded-proto': 'https' },
    { host, forwarded: `host=${EVIL};proto=https` },
    { host, 'x-original-host': EVIL, 'x-host': EVIL, 'x-rewrite-url': `http://${EVIL}/` },
  ];
  for (const forged of headers) {
    const told = JSON.stringify(forged);
    // Whoever forges the host forges the origin with it.
    const own = { ...forged, ...(forged.host === host ? {} : { origin: `http://${forged.host}` }) };
    yield of(
      `a reset with ${told}`,
      base,
      async () => (await newPerson(base)).email,
      (email) => new Browser(base).call('POST', '/v1/auth/password/request-reset', { email }, own),
    );
    yield of(
      `a sign-up with ${told}`,
      base,
      async () => freshEmail('host'),
      (email) =>
        new Browser(base).call(
          'POST',
          '/v1/auth/sign-up',
          { email, name: 'Ada', password: 'long enough for this' },
          own,
        ),
    );
    yield of(
      `an invitation with ${told}`,
      base,
      async () => freshEmail('host'),
      (email) => victim.people.owner.call('POST', '/v1/members/invitations', { email, role: 'viewer' }, own),
    );
  }
}

function of(
  what: string,
  base: string,
  address: () => Promise<string>,
  act: (email: string) => Promise<Reply>,
): Attempt {
  let email = '';
  return {
    what,
    send: async () => {
      email = await address();
      return await act(email);
    },
    judge: async (reply) => {
      if (reply.status === 0 || reply.status >= 500) return said(reply);
      const mails = await mailsTo(base, email, reply.status < 300 ? 1 : 0);
      const forged = mails.find(({ text, subject }) => `${text}${subject}`.includes(EVIL));
      return forged || reply.text.includes(EVIL) ? `leads to ${EVIL}` : undefined;
    },
  };
}
