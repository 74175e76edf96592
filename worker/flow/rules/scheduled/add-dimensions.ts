/** What moved a number within the events themselves, asked of the ledger for alerts that time found. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { describeError } from '../../../base/log.ts';
import type { Judgement } from '../judgement.ts';
import type { RulesLedger } from '../objects.ts';
import { grouped, money } from '../wording.ts';
import type { Question } from './judge-series.ts';
import { periodNamed, weekBefore } from './periods.ts';

/** FiringOutbox of one evaluation that are looked into: each may read a thousand events or two. */
const MOST = 5;

/** A firing, and what was asked of its metric. */
export interface Firing {
  judgement: Judgement;
  question: Question;
  at: string;
}

/** Adds the fields' values that moved the number most since the week before; an alert is told without them when they cannot be had. */
export async function addDimensions(
  job: Pick<Ctx, 'env' | 'log'>,
  project_id: string,
  firings: readonly Firing[],
): Promise<void> {
  const asked = firings.filter(({ question: { metric, delta } }) => {
    return !delta && metric.source !== 'usage' && (metric.formula.kind === 'count' || metric.formula.kind === 'sum');
  });
  await Promise.all(asked.slice(0, MOST).map((firing) => addTo(job, project_id, firing)));
}

async function addTo({ env, log }: Pick<Ctx, 'env' | 'log'>, project_id: string, firing: Firing): Promise<void> {
  const { judgement, question } = firing;
  const { formula } = question.metric;
  const spans = spansOf(firing);
  if (!spans || (formula.kind !== 'count' && formula.kind !== 'sum')) return;
  const currency = question.currency ?? '';
  try {
    const parts = await ledgerOf<RulesLedger>(env, project_id).breakdown(
      { measure: formula.measure, currency },
      ...spans,
    );
    if (parts.length > 0) judgement.payload = withParts(judgement, parts, question.currency);
  } catch (error) {
    log('warn', 'alert without dimensions', { rule_id: judgement.rule_id, ...describeError(error) });
  }
}

type Parts = NonNullable<Judgement['payload']['parts']>;

function withParts({ payload }: Judgement, added: Parts, currency: string | undefined): Judgement['payload'] {
  const parts = [...(payload.parts ?? []), ...added];
  const { label, now, before, unit } = added[0]!;
  // One that moved against the number explains nothing.
  const isReason = payload.change_pct && Math.sign(now - before) === Math.sign(payload.change_pct);
  if (!isReason) return { ...payload, parts };
  const as = (value: number) => (unit === 'money' && currency ? money(value, currency) : grouped(value));
  const reason = `; most of it from ${label} (${as(now)} instead of ${as(before)}).`;
  return { ...payload, parts, explanation: payload.explanation.replace(/\.$/, reason) };
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
