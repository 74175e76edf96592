/** What queues gave up on, for the operator: the list, and sending a message once more. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { decodeCursor, encodeCursor } from '../../base/page.ts';
import { type DeadLetterRow, findLetter, pageOpenLetters } from './dead-letter-store.ts';
import type { DeadLetter, DeadLetterPage, OperationsQuery, Replayed } from './schema.ts';

/** Groups that one call sends again. */
const MAX_REPLAYED = 500;
const PAGE = 100;

/** Open groups, last seen first. */
export async function listDeadLetters(ctx: Ctx, { limit, cursor }: OperationsQuery): Promise<DeadLetterPage> {
  requirePermission(ctx, 'admin');
  const [last_seen_at, id] = cursor ? (decodeCursor(cursor, ['string', 'string']) as [string, string]) : ['', ''];
  const before = cursor ? { last_seen_at, id } : undefined;
  const rows = await pageOpenLetters(ctx.db, { before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next_cursor = rows.length > limit && last ? encodeCursor([last.last_seen_at, last.id]) : null;
  return { data: page.map(shown), next_cursor };
}

/** Sends the last message of a group once more; the group closes when its work is done. */
export async function replayDeadLetter(ctx: Ctx, id: string): Promise<DeadLetter> {
  requirePermission(ctx, 'admin');
  const letter = await findLetter(ctx.db, id);
  if (!letter) throw missing('dead_letter');
  await send(ctx, [letter]);
  return shown(letter);
}

/** Sends every open group that was last seen at or after `since`, 500 at most; returns how many. */
export async function replayDeadLetters(ctx: Ctx, since: string): Promise<Replayed> {
  requirePermission(ctx, 'admin');
  const letters = await pageOpenLetters(ctx.db, { since: new Date(since).toISOString(), limit: MAX_REPLAYED });
  await send(ctx, letters);
  return { replayed: letters.length };
}

async function send({ env }: Ctx, letters: readonly DeadLetterRow[]): Promise<void> {
  for (const [queue, binding] of [
    ['pipeline', env.PIPELINE],
    ['deliveries', env.DELIVERIES],
  ] as const) {
    // Marked, so that its group is closed even where the work of a poke usually leaves no trace.
    const bodies = letters
      .filter((one) => one.queue === queue)
      .map(({ body }) => ({ body: replayOf(JSON.parse(body)) }));
    for (let i = 0; i < bodies.length; i += PAGE) await binding.sendBatch(bodies.slice(i, i + PAGE));
  }
}

function replayOf(body: unknown): unknown {
  return body !== null && typeof body === 'object' ? { ...body, is_replay: true } : body;
}

function shown({
  id,
  queue,
  tenant_id,
  cause,
  count,
  created_at,
  last_seen_at,
  body: text,
}: DeadLetterRow): DeadLetter {
  const body = parsed(text);
  const { type, project_id } = (body ?? {}) as Record<string, unknown>;
  const named = (value: unknown) => (typeof value === 'string' ? value : null);
  const about = { type: named(type), tenant_id, project_id: named(project_id) };
  return { id, queue, ...about, cause, count, first_seen_at: created_at, last_seen_at, body };
}

/** The message, or its text where that is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
