/** Reading the events of the last days that a rule is about, from the project's ledger. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { AppError } from '../../../base/errors.ts';
import { callObject } from '../../../base/retry.ts';
import { answerKeysOf, type EventFilter, joinKeysOf } from '../../events/index.ts';
import type { RulesLedger } from '../objects.ts';
import type { Where } from '../schema.ts';
import { fulfils } from '../where.ts';
import type { PastEvent } from './event-signals.ts';

type Stored = Parameters<typeof joinKeysOf>[0] & { occurred_at: string; payload?: unknown };

/** Events of one reading; events and their characters of all readings of one preview. */
const PAGE = 2_000;
const MAX_EVENTS = 50_000;
const MAX_CHARACTERS = 128_000_000;

/** The events of a type that occurred in `[from, to)`, ms, and fulfil the condition; `answer` joins them as follow-ups. 422 when there are too many to look at. */
export async function pastEvents(
  { env }: Pick<Ctx, 'env'>,
  project_id: string,
  event_type: string,
  { from, to, where, answer }: { from: number; to: number; where: Where | null; answer?: boolean },
): Promise<PastEvent[]> {
  const found: PastEvent[] = [];
  for (let before: number | undefined, read = 0, characters = 0; ; ) {
    const filter: EventFilter = { event_types: [event_type], from, to, before, limit: PAGE };
    const { events, next } = await callObject(async () => await ledgerOf<RulesLedger>(env, project_id).list(filter));
    for (const { body } of events) {
      characters += body.length;
      const event = JSON.parse(body) as Stored;
      if (!fulfils(event.payload, where)) continue;
      found.push({ occurred: Date.parse(event.occurred_at), keys: answer ? answerKeysOf(event) : joinKeysOf(event) });
    }
    read += events.length;
    if (next === null) return found;
    if (read >= MAX_EVENTS || characters >= MAX_CHARACTERS) {
      const message = 'These days hold too many events; preview fewer days.';
      throw new AppError('unprocessable', 'events.range_too_large', message, {
        errors: [{ path: 'days', code: 'too_big', message }],
      });
    }
    before = next;
  }
}
