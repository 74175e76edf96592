/** Live rules for tests: sets straight into a project's ledger, a Hub that fails, what a ledger remembers. */
import { env } from 'cloudflare:workers';
import { Hub } from '../../durable/hub.ts';
import { ledgerOf } from '../../durable/stubs.ts';
import type { Decision, Judgement } from '../flow/rules/judgement.ts';
import type { LiveEvent, LiveFollowUp, LiveRule, LiveThreshold, SetReply } from '../flow/rules/live/live-rule.ts';
import type { RulesLedger } from '../flow/rules/objects.ts';
import { query } from './faults.ts';
import { payment, type Seed } from './seed.ts';

const common = { revision: 1, name: 'A rule', severity: 'info', cooldown_minutes: 0, mark_days: 30 } as const;

/** Three payments in a day, of any currency. */
export function threshold(over: Partial<LiveThreshold> = {}): LiveThreshold {
  return {
    ...common,
    id: 'rul_threshold',
    type: 'metric_threshold',
    metric: 'payments',
    unit: 'count',
    measure: { event_type: 'payment_succeeded', field: 'n' },
    currency: '',
    operator: 'gte',
    threshold: 3,
    grain: 'day',
    for_minutes: 0,
    ...over,
  };
}

/** Three failed payments in ten minutes. */
export function eventRule(over: Partial<LiveEvent> = {}): LiveEvent {
  const terms = { event_type: 'payment_failed', count: 3, window_minutes: 10, where: null };
  return { ...common, id: 'rul_event', type: 'event', ...terms, ...over };
}

/** A checkout without a payment within two minutes. */
export function followUp(over: Partial<LiveFollowUp> = {}): LiveFollowUp {
  const terms = { event_type: 'checkout_started', follow_up: 'payment_succeeded', within_minutes: 2, where: null };
  return { ...common, id: 'rul_follow', type: 'missing_follow_up', ...terms, ...over };
}

let revs = 0;

/** Puts rules in force, all others out of it; each call is a newer set. */
export async function putRules(shop: Seed, rules: LiveRule[], timezone = 'UTC'): Promise<SetReply> {
  const { tenant_id, project_id } = shop;
  revs += 1;
  return await ledgerOf<RulesLedger>(env, project_id).putRules({ tenant_id, project_id, rev: revs, timezone, rules });
}

/** An event of a fresh key; `over` replaces fields. */
export function event(event_type: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return payment({ event_type, payload: {}, ...over });
}

/** An instant so many milliseconds ago, as clients write it. */
export function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}

/** Rows of a ledger that wait: for a follow-up, or for the Hub. */
export async function pendingIn(shop: Seed): Promise<{ waiting: number; keys: number; firings: number }> {
  const [row] = await query<{ waiting: number; keys: number; firings: number }>(
    shop,
    `SELECT (SELECT count(*) FROM waiting) AS waiting, (SELECT count(*) FROM waiting_keys) AS keys,
       (SELECT count(*) FROM firings) AS firings`,
  );
  return row!;
}

/** How the Hub handles a ledger's call: it may fail before it takes it, or after. */
type Judge = (take: () => Promise<Decision[]>) => Promise<Decision[]>;

/** Puts `judge` in front of the Hub of one tenant until the returned function is called. */
export function inFrontOfHub({ tenant_id }: Seed, judge: Judge): () => void {
  const { prototype } = Hub;
  const own = prototype.judge;
  prototype.judge = async function (tenant: string, judgements: Judgement[]) {
    const take = () => own.call(this, tenant, judgements);
    return await (tenant === tenant_id ? judge(take) : take());
  };
  return () => {
    prototype.judge = own;
  };
}
