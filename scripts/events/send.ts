/** Sends one batch to `POST /v1/events` until there is a reply; idempotency keys make a repeat safe. */
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { problemText } from '../demo/admin.ts';

const MAX_TRIES = 8;
const REPLY_WITHIN_MS = 60_000;
const compress = promisify(gzip);

export interface EventResult {
  index: number;
  status: 'accepted' | 'duplicate' | 'rejected' | 'conflict';
  code?: string;
  message?: string;
}

export interface BatchReply {
  accepted: number;
  duplicates: number;
  rejected: number;
  results: EventResult[];
}

export interface Target {
  url: string;
  key: string;
  gzip?: boolean;
  /** Called before each pause, so that a long one does not look like a hang. */
  onWait?: (reason: string, seconds: number) => void;
}

type Attempt = { reply: BatchReply } | { problem: string; again: boolean; limited?: boolean; after?: number };

/** Sends a batch; waits out rate limits without end, other trouble for eight tries. */
export async function sendBatch(target: Target, body: string, signal: AbortSignal): Promise<BatchReply> {
  const packed = target.gzip ? await compress(body) : body;
  for (let tries = 1; ; ) {
    const attempt = await post(target, packed, signal);
    if ('reply' in attempt) return attempt.reply;
    if (!attempt.again || tries >= MAX_TRIES) throw new Error(attempt.problem);
    const seconds = Math.max(attempt.after ?? 0, attempt.limited ? 1 : backOff(tries));
    if (!attempt.limited) tries++;
    target.onWait?.(attempt.problem, seconds);
    await sleep(seconds * 1000, undefined, { signal });
  }
}

async function post(target: Target, body: string | Buffer, signal: AbortSignal): Promise<Attempt> {
  try {
    const reply = await fetch(`${target.url}/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${target.key}`,
        'content-type': 'application/x-ndjson',
        ...(target.gzip ? { 'content-encoding': 'gzip' } : {}),
      },
      body: body as BodyInit,
      signal: AbortSignal.any([signal, AbortSignal.timeout(REPLY_WITHIN_MS)]),
    });
    if (reply.ok) return { reply: (await reply.json()) as BatchReply };
    const problem = problemText(reply.status, await reply.text());
    const after = Number(reply.headers.get('retry-after')) || undefined;
    return { problem, again: reply.status === 429 || reply.status >= 500, limited: reply.status === 429, after };
  } catch (error) {
    if (signal.aborted) throw error;
    const { message, cause } = error as Error;
    return { problem: cause instanceof Error && cause.message ? cause.message : message, again: true };
  }
}

function backOff(tries: number): number {
  return Math.min(0.25 * 2 ** tries, 15) * (0.5 + Math.random() / 2);
}
