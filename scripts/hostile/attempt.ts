/** What an attack is, how its reply is judged, and how a class of them runs. */
import type { Reply } from './http.ts';
import { isRefusedFirst, type Route } from './routes.ts';
import type { World } from './world.ts';

/** What got through, in words; undefined where the attempt was refused. */
export type Verdict = string | undefined;
export type Judge = (reply: Reply) => Verdict | Promise<Verdict>;

export interface Attempt {
  /** Names the attempt in the report: the request, and as whom. */
  what: string;
  send: () => Promise<Reply>;
  judge: Judge;
}

/** Attacks of one kind. */
export interface HostileClass {
  name: string;
  /** Fewer attempts than this mean that the class did not do its work. */
  least: number;
  /** Attempts at a time; 1 where one builds on another. Default 4. */
  parallel?: number;
  /** Needs settings that only a server of our own has: APP_URL, an OpenID provider that is a fake. */
  configured?: boolean;
  attempts: (world: World) => AsyncIterable<Attempt> | Iterable<Attempt>;
}

export interface Outcome {
  name: string;
  least: number;
  attempts: number;
  refused: number;
  through: { what: string; why: string }[];
  seconds: number;
  /** Why the class broke off, where it did. */
  error?: string;
}

const PARALLEL = 4;

/** Makes all attempts of a class; `progress` is called after each. */
export async function runClass(one: HostileClass, world: World, progress: (made: number) => void): Promise<Outcome> {
  const started = performance.now();
  const outcome: Outcome = { name: one.name, least: one.least, attempts: 0, refused: 0, through: [], seconds: 0 };
  const queue = listed(one, world);
  const work = async () => {
    for (let next = await queue.next(); !next.done; next = await queue.next()) {
      const { what, send, judge } = next.value;
      const why = await judge(await send());
      outcome.attempts += 1;
      if (why === undefined) outcome.refused += 1;
      else outcome.through.push({ what, why });
      progress(outcome.attempts);
    }
  };
  try {
    await Promise.all(Array.from({ length: one.parallel ?? PARALLEL }, work));
  } catch (error) {
    outcome.error = (error as Error).message;
  }
  outcome.seconds = (performance.now() - started) / 1_000;
  return outcome;
}

async function* listed({ attempts }: HostileClass, world: World): AsyncGenerator<Attempt> {
  yield* attempts(world);
}

/** Whether a class found nothing and did its work. */
export function isClean({ through, attempts, least, error }: Outcome): boolean {
  return through.length === 0 && attempts >= least && error === undefined;
}

/** Refused with one of these statuses, as a problem document with a code. */
export function refusedWith(...statuses: number[]): Judge {
  return (reply) => {
    if (!statuses.includes(reply.status)) return `${said(reply)} instead of ${statuses.join(' or ')}`;
    return isProblem(reply) ? undefined : `${reply.status} is no problem document: ${reply.text.slice(0, 80)}`;
  };
}

/** Refused with any 4xx. Never a fault of the server, which would show that the attack reached something. */
export const refused: Judge = (reply) => (reply.status >= 400 && reply.status < 500 ? undefined : said(reply));

/** The judge of attacks on a route; one that refuses before it reads anything may do so with any 4xx. */
export function judgeOf(route: Route, judge: Judge): Judge {
  return isRefusedFirst(route) ? refused : judge;
}

/** All of these; the first that says something counts. */
export function both(...judges: Judge[]): Judge {
  return async (reply) => {
    for (const judge of judges) {
      const why = await judge(reply);
      if (why !== undefined) return why;
    }
    return undefined;
  };
}

/** None of these texts stands in the reply's body. */
export function withoutAny(texts: readonly string[]): Judge {
  return ({ text }) => {
    const shown = texts.find((one) => one !== '' && text.includes(one));
    return shown === undefined ? undefined : `shows ${shown}`;
  };
}

/** A reply in a few words. */
export function said({ status, text, body }: Reply): string {
  return `${status}${body?.code ? ` ${body.code}` : ` ${text.slice(0, 80).replaceAll(/\s+/g, ' ')}`}`.trimEnd();
}

function isProblem({ headers, body }: Reply): boolean {
  return headers.get('content-type') === 'application/problem+json' && typeof body?.code === 'string';
}
