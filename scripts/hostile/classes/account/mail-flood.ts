/** Our mails as somebody's letter bomb: invitations of a fresh workspace, mails to one address. */
import { type Attempt, type HostileClass, said, type Verdict } from '../../attempt.ts';
import { Browser, freshEmail, mailsTo, newPerson } from '../../browser.ts';
import type { Reply } from '../../http.ts';
import { expectOk, type World } from '../../world.ts';

export const mailFlood: HostileClass = { name: 'mail-flood', least: 45, parallel: 1, attempts };

/** Mails that may leave: to one address, from one person. */
const MAX_MAILS = { address: 6, person: 101 };

async function* attempts({ base }: World): AsyncIterable<Attempt> {
  const person = await newPerson(base);
  const business = { business_name: 'Flood', industry: 'saas', timezone: 'UTC' };
  expectOk('a workspace', await person.call('POST', '/v1/onboarding', business));
  let invited = 0;
  for (let i = 0; i < 12; i++) {
    const size = i < 10 ? 20 : 10;
    yield {
      what: `${size} more invitations of a fresh workspace`,
      send: () =>
        person.call('POST', '/v1/members/invitations', {
          invitations: Array.from({ length: size }, () => ({ email: freshEmail('flood'), role: 'viewer' })),
        }),
      judge: (reply) => {
        invited += accepted(reply);
        return reply.status >= 500 || invited > MAX_MAILS.person
          ? `${invited} invitations have left: ${said(reply)}`
          : undefined;
      },
    };
  }
  yield* toOne(base);
}

function accepted({ body, status }: Reply): number {
  const one = status < 300 ? 1 : 0;
  return body?.data?.filter?.((each: { status: string }) => each.status === 'invited').length ?? one;
}

/** Many mails to one address, each asked for from another network. */
async function* toOne(base: string): AsyncIterable<Attempt> {
  const owner = await newPerson(base);
  expectOk(
    'a workspace',
    await owner.call('POST', '/v1/onboarding', { business_name: 'One', industry: 'saas', timezone: 'UTC' }),
  );
  const stranger = freshEmail('bombed');
  const { body } = await owner.call('POST', '/v1/members/invitations', { email: stranger, role: 'viewer' });
  for (let i = 0; i < 9; i++) {
    yield {
      what: `sending the same invitation again, time ${i + 1}`,
      send: () => owner.call('POST', `/v1/members/invitations/${body.id ?? body.data?.[0]?.id}/resend`),
      judge: () => tooMany(base, stranger),
    };
  }
  const signed = freshEmail('signed');
  for (let i = 0; i < 8; i++) {
    yield {
      what: `signing up the same address, time ${i + 1}`,
      send: () =>
        new Browser(base).call('POST', '/v1/auth/sign-up', {
          email: signed,
          name: 'Ada',
          password: 'long enough for this',
        }),
      judge: () => tooMany(base, signed),
    };
  }
  const known = await newPerson(base);
  const one = new Browser(base);
  for (let i = 0; i < 18; i++) {
    yield {
      what: `asking for a reset from one network, time ${i + 1}`,
      send: () => one.call('POST', '/v1/auth/password/request-reset', { email: known.email }),
      judge: () => tooMany(base, known.email, 2),
    };
  }
}

/** `others` of the mails to the address came of something else. */
async function tooMany(base: string, email: string, others = 0): Promise<Verdict> {
  const { length } = await mailsTo(base, email, 0);
  return length > MAX_MAILS.address + others ? `${length} mails have come to one address` : undefined;
}
