/** Guessing passwords: of one account from many networks, of many accounts from one; and shutting the owner out by it. */
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, freshEmail, newPerson, PASSWORD } from '../../browser.ts';
import type { World } from '../../world.ts';

export const passwords: HostileClass = { name: 'passwords', least: 80, parallel: 1, attempts };

/** Guesses that an account and a network have before they wait. */
const FREE = { account: 5, network: 50 };

async function* attempts({ base }: World): AsyncIterable<Attempt> {
  const person = await newPerson(base);
  const guess = (from: Browser, email: string, password: string) =>
    from.call('POST', '/v1/auth/sign-in', { email, password });
  for (let i = 0; i < 12; i++) {
    yield {
      what: `guess ${i + 1} at one account, each from another network`,
      send: () => guess(new Browser(base), person.email, `guess number ${i}`),
      judge: ({ status, ...reply }) => {
        if (status === 429 || (status === 401 && i <= FREE.account)) return undefined;
        return `${said({ status, ...reply })} instead of 429`;
      },
    };
  }
  yield {
    what: 'the right password, found by the next guess',
    send: () => guess(new Browser(base), person.email, PASSWORD),
    judge: (reply) => (reply.status === 429 ? undefined : said(reply)),
  };
  yield {
    what: 'shutting out the owner, who comes from a device that is known',
    send: () => guess(person, person.email, PASSWORD),
    judge: (reply) => (reply.status === 204 || reply.status === 200 ? undefined : `the owner gets ${said(reply)}`),
  };
  yield* spelled(base, person.email);
  yield* fromOneNetwork(base);
  yield* guessedFirst(base);
}

/** Passwords that a list of ten thousand begins with, or that the account's own name and address give away. */
function* guessedFirst(base: string): Iterable<Attempt> {
  const own = freshEmail('weak');
  const weak = [
    '1234567890',
    'aaaaaaaaaa',
    'qwertyuiop',
    'password123',
    'Password123',
    'iloveyou123',
    '0000000000',
    'abcdefghij',
    own,
  ];
  for (const password of weak) {
    const email = password === own ? own : freshEmail('weak');
    yield {
      what: `a new account with the password ${password}`,
      send: () => new Browser(base).call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password }),
      judge: (reply) => (reply.status === 422 ? undefined : `${said(reply)} instead of 422`),
    };
  }
}

/** Codes are guesses like passwords, and cost the server less to refuse; both count for the network. */
function* fromOneNetwork(base: string): Iterable<Attempt> {
  const one = new Browser(base);
  for (let i = 0; i < FREE.network + 10; i++) {
    const isFree = i < FREE.network;
    const input = isFree ? { code: '123456' } : { email: freshEmail('nobody'), password: 'correct horse' };
    yield {
      what: `guess ${i + 1} from one network, each at another account`,
      send: () => one.call('POST', isFree ? '/v1/auth/two-factor/verify' : '/v1/auth/sign-in', input),
      judge: (reply) =>
        reply.status === 429 || (reply.status === 401 && i <= FREE.network)
          ? undefined
          : `${said(reply)} instead of 429`,
    };
  }
}

/** Other spellings of the address are the same account, and no way around its wait. */
function* spelled(base: string, email: string): Iterable<Attempt> {
  const wide = email.replace('example', 'ｅｘａｍｐｌｅ');
  for (const spelling of [email.toUpperCase(), ` ${email} `, wide, email.replace('@', '@').replace('.com', '.COM')]) {
    yield {
      what: `the account that waits, spelled ${JSON.stringify(spelling)}`,
      send: () => new Browser(base).call('POST', '/v1/auth/sign-in', { email: spelling, password: PASSWORD }),
      // Its owner has signed in meanwhile, which frees their device and nobody else.
      judge: (reply) => (reply.status === 429 || reply.status === 401 ? undefined : said(reply)),
    };
  }
}
