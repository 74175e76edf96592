/** Which values of the events' fields changed a number most, read from the ledger for alerts of scheduled rules. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { describeError } from '../../../base/log.ts';
import { callObject } from '../../../base/retry.ts';
import type { Measure } from '../../metrics/index.ts';
import { explained } from '../explain.ts';
import type { Judgement } from '../judgement.ts';
import type { Dimension } from '../live/breakdown.ts';
import type { Span } from '../live/history.ts';
import type { RulesLedger } from '../objects.ts';
import type { Question } from './judge-series.ts';
import { periodNamed, weekBefore } from './periods.ts';

/** Firings of one evaluation that are looked into: each may read a thousand events or two. */
const MAX_EXPLAINED = 5;

/** A firing, and the question to its metric. */
export interface Firing {
  judgement: Judgement;
  question: Question;
  at: string;
}

/** Adds the fields' values that moved the number most since the week before; an alert has none when they cannot be read. */
export async function addDimensions(
  job: Pick<Ctx, 'env' | 'log'>,
  project_id: string,
  firings: readonly Firing[],
): Promise<void> {
  const asked = firings.filter(({ question: { metric, delta } }) => !delta && measureOf(metric) !== undefined);
  await Promise.all(asked.slice(0, MAX_EXPLAINED).map((firing) => addTo(job, project_id, firing)));
}

async function addTo(job: Pick<Ctx, 'env' | 'log'>, project_id: string, firing: Firing): Promise<void> {
  const { judgement, question } = firing;
  const spans = spansOf(firing);
  if (!spans) return;
  const parts = await dimensionsOf(job, project_id, question, spans);
  if (parts.length > 0) judgement.payload = withParts(judgement.payload, parts, question.currency);
}

/** The values of the events' own fields that moved a metric most from the second span (ms) to the first; none where they cannot be read, or are no counts or sums of events. */
export async function dimensionsOf(
  { env, log }: Pick<Ctx, 'env' | 'log'>,
  project_id: string,
  { metric, currency = '' }: { metric: Question['metric']; currency?: string | undefined },
  [these, those]: readonly [Span, Span],
): Promise<Dimension[]> {
  const measure = measureOf(metric);
  if (!measure) return [];
  try {
    const measured = { measure, currency };
    return await callObject(async () => await ledgerOf<RulesLedger>(env, project_id).breakdown(measured, these, those));
  } catch (error) {
    log('warn', 'no dimensions', { project_id, metric: metric.id, ...describeError(error) });
    return [];
  }
}

/** What a metric counts or sums of its events; undefined for all others. */
function measureOf({ formula, source }: Question['metric']): Measure | undefined {
  const isOfEvents = source === undefined && (formula.kind === 'count' || formula.kind === 'sum');
  return isOfEvents ? formula.measure : undefined;
}

type Payload = Judgement['payload'];

/** The sentence is made anew: it names the value that changed the number most. */
function withParts(payload: Payload, added: NonNullable<Payload['parts']>, currency: string | undefined): Payload {
  return explained({ ...payload, parts: [...(payload.parts ?? []), ...added] }, currency);
}

/** The judged period and the same one a week before. */
function spansOf({ question: { grain, zone }, at }: Firing) {
  const span = (name: string) => {
    const bucket = periodNamed(grain, zone, name);
    return bucket && ([bucket.from, bucket.to] as const);
  };
  const week = weekBefore(grain, zone, at);
  const [these, those] = [span(at), week === undefined ? undefined : span(week)];
  return these && those && ([these, those] as const);
}
