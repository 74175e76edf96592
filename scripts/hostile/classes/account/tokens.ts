/** Links of mails: guessed, used twice, used for something else, older than they may be, of other people. */
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, freshEmail, mailsTo, newPerson, PASSWORD, tokenFor } from '../../browser.ts';
import type { Reply } from '../../http.ts';
import { expectOk, type World } from '../../world.ts';

export const tokens: HostileClass = { name: 'tokens', least: 50, attempts };

const NEW = 'another one of mine';
const closed = (reply: Reply) => (reply.status >= 400 && reply.status < 500 ? undefined : `taken: ${said(reply)}`);

/** The calls that take a mailed token. */
const USES: Record<string, (browser: Browser, token: unknown) => Promise<Reply>> = {
  'a reset': (browser, token) => browser.call('POST', '/v1/auth/password/reset', { token, password: NEW }),
  'a confirmation': (browser, token) => browser.call('POST', '/v1/auth/email/confirm', { token, password: PASSWORD }),
  'an invitation': (browser, token) =>
    browser.call('POST', '/v1/invitations/accept', { token, name: 'Eve', password: NEW }),
  'reading an invitation': (browser, token) => browser.call('POST', '/v1/invitations/read', { token }),
};

async function* attempts({ base, victim }: World): AsyncIterable<Attempt> {
  const person = await newPerson(base);
  const reset = await resetOf(person);
  const invited = freshEmail('invited');
  const { owner } = victim.people;
  const { body } = expectOk(
    'inviting',
    await owner.call('POST', '/v1/members/invitations', { email: invited, role: 'viewer' }),
  );
  const invitation = await tokenFor(base, invited);
  const email = freshEmail('confirm');
  await new Browser(base).call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: NEW });
  const confirm = await tokenFor(base, email);
  const known = { 'a reset': reset, 'a confirmation': confirm, 'an invitation': invitation };
  const close = (what: string, send: () => Promise<Reply>): Attempt => ({ what, send, judge: closed });
  for (const [use, call] of Object.entries(USES)) {
    for (const [of, token] of Object.entries(known)) {
      if (use === of)
        for (const [name, text] of Object.entries(nearly(token)))
          yield close(`${use} with ${name}`, () => call(new Browser(base), text));
      else if (!(use === 'reading an invitation' && of === 'an invitation'))
        yield close(`${use} with the link of ${of}`, () => call(new Browser(base), token));
    }
  }
  yield close('an invitation of somebody else, signed in', async () =>
    (await newPerson(base)).call('POST', '/v1/invitations/accept', { token: invitation }),
  );
  yield* leaks(base, { person: person.email, invited, email });
  yield* over(base, person, { owner, invitation, invitation_id: body.id ?? body.data?.[0]?.id, email: invited });
}

async function resetOf(person: Browser): Promise<string> {
  const before = (await mailsTo(person.base, person.email)).length;
  await new Browser(person.base).call('POST', '/v1/auth/password/request-reset', { email: person.email });
  return await tokenFor(person.base, person.email, before + 1);
}

/** Texts that are nearly the token. */
function nearly(token: string): Record<string, unknown> {
  return {
    'a token cut short': token.slice(0, -1),
    'a token with more': `${token}x`,
    'a token with its first letter changed': `${token[0] === 'a' ? 'b' : 'a'}${token.slice(1)}`,
    'a token in other case': token.toUpperCase() === token ? token.toLowerCase() : token.toUpperCase(),
    'a token turned around': [...token].reverse().join(''),
    SQL: "' OR '1'='1",
    'a wild card': '%',
    'a list of it': [token],
    'an object': { $ne: null },
    nothing: '',
    null: null,
  };
}

/** No link in an address that servers and proxies log. */
function* leaks(base: string, mailed: Record<string, string>): Iterable<Attempt> {
  for (const [what, email] of Object.entries(mailed)) {
    yield {
      what: `a token in what servers log, in the mail to ${what}`,
      send: () =>
        new Browser(base).call('GET', `/dev/mail?to=${encodeURIComponent(email)}`, undefined, {
          accept: 'application/json',
        }),
      judge: ({ text }) =>
        /https?:\/\/[^\s"#]*[?&]token=/.test(text) ? 'the link has its token in the query' : undefined,
    };
  }
}

interface Invited {
  owner: Browser;
  invitation: string;
  invitation_id: string;
  email: string;
}

/** Links that have had their time. */
async function* over(
  base: string,
  person: Browser,
  { owner, invitation, invitation_id, email }: Invited,
): AsyncIterable<Attempt> {
  const close = (what: string, send: () => Promise<Reply>): Attempt => ({ what, send, judge: closed });
  expectOk('sending again', await owner.call('POST', `/v1/members/invitations/${invitation_id}/resend`));
  yield close('an invitation that was sent again, by its older link', () =>
    USES['an invitation']!(new Browser(base), invitation),
  );
  const renewed = await tokenFor(base, email, 2);
  expectOk('revoking', await owner.call('DELETE', `/v1/members/invitations/${invitation_id}`));
  yield close('a revoked invitation', () => USES['an invitation']!(new Browser(base), renewed));
  const first = await resetOf(person);
  expectOk(
    'changing the password',
    await person.call('POST', '/v1/auth/password', { current_password: PASSWORD, password: NEW }),
  );
  yield close('a reset link from before a new password', () => USES['a reset']!(new Browser(base), first));
  const second = await resetOf(person);
  expectOk('a reset', await USES['a reset']!(new Browser(base), second));
  yield close('a reset link that was used', () => USES['a reset']!(new Browser(base), second));
  const address = freshEmail('twice');
  const browser = new Browser(base);
  await browser.call('POST', '/v1/auth/sign-up', { email: address, name: 'Ada', password: PASSWORD });
  const token = await tokenFor(base, address);
  expectOk('confirming', await browser.call('POST', '/v1/auth/email/confirm', { token }));
  yield close('a confirmation that was used', () => USES['a confirmation']!(new Browser(base), token));
}
