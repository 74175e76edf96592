/** Appending events: check, prepare, one call to the ledger, one result an event. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import { type Ctx, requirePermission, requireProject } from '../../../base/context.ts';
import { AppError } from '../../../base/errors.ts';
import { eventId } from '../../../base/ids.ts';
import { callObject } from '../../../base/retry.ts';
import { ACCEPTED, CONFLICT, DUPLICATE, type Outcome } from '../ledger/commit-group.ts';
import type { EventsLedger } from '../objects.ts';
import type { AppendReply, EventResult } from '../schema.ts';
import { type CheckedEvent, checkEvent } from './check-event.ts';
import { eventKeys } from './event-keys.ts';
import { type Append, prepareAppend } from './prepare.ts';
import { type IngestTerms, ingestTermsOf } from './terms.ts';

/** Appends the values of one request in order; a bad one never sinks the others. Throws 429 over the rate limit. */
export async function appendEvents(ctx: Ctx, values: unknown[]): Promise<AppendReply> {
  requirePermission(ctx, 'events:write');
  const project_id = requireProject(ctx);
  const terms = await ingestTermsOf(ctx, project_id);
  const results: EventResult[] = new Array(values.length);
  const events: CheckedEvent[] = [];
  const places: number[] = [];
  values.forEach((value, index) => {
    const verdict = checkEvent(value, { kind: terms.sender, now: ctx.now });
    if ('code' in verdict) results[index] = { index, status: 'rejected', ...verdict };
    else {
      events.push(verdict);
      places.push(index);
    }
  });
  const keys = eventKeys(ctx.env.EVENT_SECRET, project_id);
  const kept: number[] = [];
  const append = prepareAppend(events, keys, terms.pii_policy, (i, why) => {
    const index = places[i]!;
    results[index] = { index, status: 'rejected', ...why };
  });
  for (const index of places) if (results[index] === undefined) kept.push(index);
  if (kept.length > 0) fillResults(results, kept, await send(ctx, project_id, append, terms), project_id);
  return replyOf(results);
}

/** Sends to the ledger; a repeated try is harmless because every event carries its key. */
async function send(ctx: Ctx, project_id: string, append: Append, terms: IngestTerms): Promise<Outcome> {
  const { rate, retention_days, plan } = terms;
  const outcome = await callObject(() =>
    ledgerOf<EventsLedger>(ctx.env, project_id).append(append, {
      tenant_id: ctx.tenant_id,
      project_id,
      retention_days,
      rate,
      plan,
    }),
  );
  const { retry_after } = outcome;
  if (retry_after === undefined) return outcome;
  throw new AppError('limited', 'events.rate_limited', 'This project sends faster than its plan allows.', {
    retry_after,
  });
}

function fillResults(results: EventResult[], places: number[], outcome: Outcome, project_id: string): void {
  places.forEach((index, i) => {
    const status = outcome.statuses[i];
    const seq = outcome.seqs[i]!;
    if (status === ACCEPTED) results[index] = { index, status: 'accepted', event_id: eventId(project_id, seq) };
    else if (status === DUPLICATE) results[index] = { index, status: 'duplicate', event_id: eventId(project_id, seq) };
    else if (status === CONFLICT) {
      results[index] = { index, status: 'conflict', code: 'event.conflict', message: CONFLICT_MESSAGE };
    } else {
      results[index] = { index, status: 'rejected', code: 'billing.limit_reached', message: LIMIT_MESSAGE };
    }
  });
}

const CONFLICT_MESSAGE = 'This idempotency key was used with other content; the first event stands.';
const LIMIT_MESSAGE = 'The limit of accepted events in this billing period is reached.';

function replyOf(results: EventResult[]): AppendReply {
  const reply: AppendReply = { accepted: 0, duplicates: 0, rejected: 0, results };
  for (const { status } of results) {
    if (status === 'accepted') reply.accepted += 1;
    else if (status === 'duplicate') reply.duplicates += 1;
    else reply.rejected += 1;
  }
  return reply;
}
