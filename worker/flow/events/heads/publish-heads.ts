/** Publishing the heads of a day: one signed file in R2, written once and never again. */
import type { Ctx } from '../../../base/context.ts';
import { sha256 } from '../../../base/crypto.ts';
import { batch } from '../../../base/db.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/durations.ts';
import { signText } from '../ledger/checkpoint.ts';
import { type HeadFile, headFileMessage, headFileText, type PublicHead, publicHead } from './head-file.ts';
import { dropHeads, findFile, findFileBefore, firstOf, insertFile, isMissingHeads, pageDay } from './store.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

const PAGE = 1_000;
/** A ledger that has not answered by then is in the next day's file. */
const PATIENCE_MS = 3 * HOUR_MS;
const KEPT_DAYS = 400;

/** The last whole UTC day. */
export function dayBefore(now: number): string {
  return new Date(now - DAY_MS).toISOString().slice(0, 10);
}

/** The name of a day's file in R2. */
export function headFileKey(day: string): string {
  return `heads/${day}.json`;
}

/** The minute's job: writes yesterday's file as soon as every ledger's head is there; returns its day, or nothing. */
export async function publishHeads(job: Job): Promise<string | undefined> {
  const { db, env, now } = job;
  const day = dayBefore(now);
  if (await findFile(db, day)) return undefined;
  const first = await firstOf(db, day);
  if (first === null) return undefined;
  if (Date.parse(first) > now - PATIENCE_MS && (await isMissingHeads(db, day, first))) return undefined;
  const previous = await findFileBefore(db, day);
  const unsigned = {
    day,
    written_at: new Date(now).toISOString(),
    previous: previous ? { day: previous.day, sha256: previous.sha256 } : null,
    ledgers: await gather(job, day),
  };
  const signature = await signText(env.SIGNING_KEY, headFileMessage(unsigned));
  const written = headFileText({ format: 'signalbox heads v1', ...unsigned, signature });
  const { text, ledgers } = await putOnce(job, day, { text: written, ledgers: unsigned.ledgers.length });
  await batch(db, [insertFile(db, { day, sha256: sha256(text), ledgers, written_at: unsigned.written_at })]);
  job.log('info', 'heads published', { day, ledgers });
  return day;
}

/** The daily job: forgets heads that have been public for over a year. */
export async function purgeHeads({ db, now }: Job): Promise<void> {
  await batch(db, [dropHeads(db, dayBefore(now - KEPT_DAYS * DAY_MS))]);
}

async function gather({ db }: Job, day: string): Promise<PublicHead[]> {
  const ledgers: PublicHead[] = [];
  for (let after = ''; ; ) {
    const page = await pageDay(db, day, after, PAGE);
    ledgers.push(...page.map((row) => publicHead(day, row)));
    if (page.length < PAGE) break;
    after = page.at(-1)!.project_id;
  }
  // Not in the order of the projects, which is that of their creation.
  return ledgers.sort((a, b) => (a.ledger < b.ledger ? -1 : 1));
}

/** What lies there is never written over: a run that was lost after writing has published already. */
async function putOnce({ env }: Job, day: string, own: { text: string; ledgers: number }) {
  const key = headFileKey(day);
  const onlyIf = new Headers({ 'if-none-match': '*' });
  const put = await env.ARCHIVE.put(key, own.text, { onlyIf, httpMetadata: { contentType: 'application/json' } });
  if (put) return own;
  const text = await (await env.ARCHIVE.get(key))!.text();
  return { text, ledgers: (JSON.parse(text) as HeadFile).ledgers.length };
}
