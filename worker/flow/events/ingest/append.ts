/** Appending events: check, prepare, one call to the ledger, one result an event. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import { type Ctx, requirePermission, requireProject } from '../../../base/context.ts';
import { AppError } from '../../../base/errors.ts';
import type { Quota } from '../../../base/http/rate-headers.ts';
import { eventId } from '../../../base/ids.ts';
import { describeError } from '../../../base/log.ts';
import { callObject } from '../../../base/retry.ts';
import { sourceCode } from '../event-types.ts';
import { ACCEPTED, CONFLICT, DUPLICATE, type Outcome } from '../ledger/commit-group.ts';
import type { EventsLedger } from '../objects.ts';
import type { AppendReply, EventResult } from '../schema.ts';
import { type CheckedEvent, checkEvent, sourceOf } from './check-event.ts';
import { eventKeys } from './event-keys.ts';
import { type Append, prepareAppend } from './prepare.ts';
import { BrokenLine } from './read-body.ts';
import { type IngestTerms, ingestTermsOf } from './terms.ts';

/** What became of a request's events, and what is left of the rate at which their source may send; unknown where no ledger could be reached. */
export interface Appended {
  reply: AppendReply;
  quota?: Quota;
}

/** Appends the values of one request in order; a bad one never sinks the others. Throws 429 over the rate limit. */
export async function appendEvents(ctx: Ctx, values: unknown[]): Promise<Appended> {
  requirePermission(ctx, 'events:write');
  const project_id = requireProject(ctx);
  const terms = await ingestTermsOf(ctx, project_id);
  const results: EventResult[] = new Array(values.length);
  const events: CheckedEvent[] = [];
  const places: number[] = [];
  values.forEach((value, index) => {
    const verdict =
      value instanceof BrokenLine ? value.rejection : checkEvent(value, { kind: terms.sender, now: ctx.now });
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
  if (kept.length === 0)
    return { reply: replyOf(results), quota: await untouchedQuota(ctx, project_id, values, terms) };
  const outcome = await send(ctx, project_id, append, terms);
  fillResults(results, kept, outcome, project_id);
  return { reply: replyOf(results), quota: quotaOf(outcome, terms) };
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
    quota: quotaOf(outcome, terms),
  });
}

/** What is left where nothing is sent to the ledger; a verdict over the events never fails for it. */
async function untouchedQuota(ctx: Ctx, project_id: string, values: unknown[], terms: IngestTerms) {
  const sources = [...new Set(values.map((value) => sourceCode(sourceOf(value, terms.sender))))].join('');
  try {
    const left = await ledgerOf<EventsLedger>(ctx.env, project_id).rateLeft(sources, terms.rate);
    return quotaOf({ left }, terms);
  } catch (error) {
    ctx.log('warn', 'rate not read', describeError(error));
    return undefined;
  }
}

/** A bucket fills up again within `window`, at the plan's rate. */
function quotaOf({ left }: Pick<Outcome, 'left'>, { rate: { burst, per_minute } }: IngestTerms): Quota {
  const seconds = (events: number) => Math.ceil((events / per_minute) * 60);
  const remaining = Math.max(0, Math.floor(left));
  return { policy: 'events', limit: burst, remaining, resets_in: seconds(burst - left), window: seconds(burst) };
}

function fillResults(results: EventResult[], places: number[], outcome: Outcome, project_id: string): void {
  places.forEach((index, i) => {
    const status = outcome.statuses[i];
    const seq = outcome.seqs[i]!;
    if (status === ACCEPTED) results[index] = { index, status: 'accepted', event_id: eventId(project_id, seq) };
    else if (status === DUPLICATE) results[index] = { index, status: 'duplicate', event_id: eventId(project_id, seq) };
    else if (status === CONFLICT) {
      const event_id = eventId(project_id, seq);
      results[index] = { index, status: 'conflict', event_id, code: 'event.conflict', message: CONFLICT_MESSAGE };
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
