import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../../durable/ledger.ts';
import { evict } from '../../../testing/faults.ts';
import { evictHub, ringHub } from '../../../testing/hub-faults.ts';
import { event, eventRule, followUp, pendingIn, putRules, threshold } from '../../../testing/live-rules.ts';
import { alertsOf, makeRule, untilAlerts } from '../../../testing/rules.ts';
import { payment, type Seed, seedTenant, until } from '../../../testing/seed.ts';

const refund = (amount_cents: number) =>
  payment({ event_type: 'refund_issued', payload: { amount_cents, currency: 'GBP' } });

/** Waits until the Hub has everything that the ledger found. */
const delivered = (shop: Seed) =>
  until(
    () => pendingIn(shop),
    ({ firings }) => firings === 0,
  );
const mark = async (shop: Seed, id: string) => {
  const reply = await shop.call('POST', `/v1/alerts/${id}/false-positive`);
  expect(reply.status).toBe(200);
};
const THRESHOLD = 5_000;
const amounts = threshold({
  metric: 'refunds_amount',
  unit: 'money',
  measure: { event_type: 'refund_issued', field: 'sum' },
  currency: 'GBP',
  operator: 'gt',
  threshold: THRESHOLD,
});

describe('a mark as a false positive', () => {
  it('of a live threshold lets larger values through at once, whatever the cooldown', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await makeRule(shop, {
      type: 'metric_threshold',
      metric: 'refunds_amount',
      threshold: THRESHOLD,
      cooldown_minutes: 60,
    });
    await shop.send(refund(6_000));
    const [first] = await untilAlerts(shop, 1);
    await mark(shop, first.id);
    await shop.send(refund(9_000));
    await shop.send(refund(90_000));
    await delivered(shop);
    expect(await untilAlerts(shop, 2)).toMatchObject([
      { status: 'resolved', suppressed: 0 },
      { status: 'pending', payload: { observed: 15_000 } },
    ]);
  });

  it('takes the place of an end by hand, also when the value is larger already', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await putRules(shop, [amounts]);
    await shop.send(refund(6_000));
    const [first] = await untilAlerts(shop, 1);
    await shop.call('POST', `/v1/alerts/${first.id}/resolve`);
    await shop.send(refund(9_000));
    await delivered(shop);
    expect(await alertsOf(shop)).toHaveLength(1);
    await mark(shop, first.id);
    expect(await untilAlerts(shop, 2)).toMatchObject([{}, { status: 'pending', payload: { observed: 15_000 } }]);
  });

  it('reaches a ledger that could not be reached, by the alarm, and once however often it is told', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await putRules(shop, [amounts]);
    await shop.send(refund(6_000));
    const [first] = await untilAlerts(shop, 1);
    const { ruleMarked } = Ledger.prototype;
    Ledger.prototype.ruleMarked = () => {
      throw new Error('broken by a test');
    };
    await mark(shop, first.id);
    Ledger.prototype.ruleMarked = function (notice) {
      ruleMarked.call(this, notice);
      ruleMarked.call(this, notice);
    };
    await shop.send(refund(9_000));
    await delivered(shop);
    expect(await alertsOf(shop)).toHaveLength(1);
    await ringHub(shop, 'marks');
    Ledger.prototype.ruleMarked = ruleMarked;
    await delivered(shop);
    expect(await untilAlerts(shop, 2)).toMatchObject([{}, { occurrences: 1, payload: { observed: 15_000 } }]);
  });

  it('covers the same value when the threshold is another one, and nothing when another metric is watched', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    const rule = await makeRule(shop, { type: 'metric_threshold', metric: 'refunds_amount', threshold: THRESHOLD });
    await shop.send(refund(6_000));
    const [first] = await untilAlerts(shop, 1);
    await mark(shop, first.id);
    await shop.call('PATCH', `/v1/rules/${rule.id}`, { threshold: 1_000 });
    await until(
      () => alertsOf(shop),
      ([alert]) => alert.suppressed === 1,
    );
    await shop.call('PATCH', `/v1/rules/${rule.id}`, { metric: 'refunds', threshold: 0 });
    expect(await untilAlerts(shop, 2)).toMatchObject([{ suppressed: 1 }, { payload: { observed: 1 } }]);
  });

  it('of an event rule counts every firing that it keeps quiet, and lets more events through', async () => {
    const shop = await seedTenant();
    await putRules(shop, [eventRule({ count: 1 })]);
    await shop.send([event('payment_failed'), event('payment_failed')]);
    const [first] = await untilAlerts(shop, 1);
    await mark(shop, first.id);
    await putRules(shop, [eventRule({ count: 1, revision: 2 })]);
    await shop.send(event('payment_failed', { occurred_at: new Date(Date.now() - 20 * 60_000).toISOString() }));
    await shop.send(event('payment_failed'));
    expect(await untilAlerts(shop, 2)).toMatchObject([{ suppressed: 0 }, { payload: { observed: 3 } }]);
  });

  it('of a rule that asks for many events does not silence more of them', async () => {
    const shop = await seedTenant();
    await putRules(shop, [eventRule({ count: 300 })]);
    const failures = (n: number) => Array.from({ length: n }, () => event('payment_failed'));
    await shop.send(failures(300));
    const [first] = await untilAlerts(shop, 1);
    await mark(shop, first.id);
    await shop.send(failures(1));
    expect(await untilAlerts(shop, 2)).toMatchObject([{}, { payload: { observed: 301 } }]);
  });

  it('of a missing follow-up teaches nothing: the next one is told of', async () => {
    const shop = await seedTenant();
    await putRules(shop, [followUp()]);
    const due = () => new Date(Date.now() - 119_000).toISOString();
    await shop.send(event('checkout_started', { session_id: 'a', occurred_at: due() }));
    const [first] = await untilAlerts(shop, 1);
    await mark(shop, first.id);
    await shop.send(event('checkout_started', { session_id: 'b', occurred_at: due() }));
    expect(await untilAlerts(shop, 2)).toMatchObject([{ suppressed: 0 }, { status: 'pending' }]);
  });
});

type Step = { kind: 'refund'; amount: number } | { kind: 'mark' | 'zone' | 'evict' | 'evict hub' };

const steps = fc.array(
  fc.oneof(
    fc.integer({ min: 500, max: 4_000 }).map((amount): Step => ({ kind: 'refund', amount })),
    fc.constantFrom<Step>(
      { kind: 'mark' },
      { kind: 'mark' },
      { kind: 'zone' },
      { kind: 'evict' },
      { kind: 'evict hub' },
    ),
  ),
  { minLength: 4, maxLength: 12 },
);

/** What the screen promises, as a sum of refunds goes on growing: the alerts, what each told last, what it keeps quiet. */
class Promised {
  sum = 0;
  /** Values up to here are quiet. */
  upto = 0;
  readonly alerts: { open: boolean; observed: number; suppressed: number }[] = [];
  /** The alert whose mark reaches furthest. */
  #marked: { suppressed: number } | undefined;
  /** The value at which this period has fired already. */
  #fired = 0;

  get #open() {
    return this.alerts.find(({ open }) => open);
  }

  refund(amount: number): void {
    this.sum += amount;
    if (this.sum > Math.max(THRESHOLD, this.upto) && this.#fired <= this.upto && !this.#open) this.#raise();
  }

  #raise(): void {
    this.#fired = this.sum;
    this.alerts.push({ open: true, observed: this.sum, suppressed: 0 });
  }

  mark(): void {
    const alert = this.#open;
    if (!alert) return;
    alert.open = false;
    this.upto = alert.observed;
    this.#marked = alert;
    if (this.sum > this.upto) this.#raise();
  }

  /** The rule is asked anew, in another period. */
  zone(): void {
    if (this.sum <= THRESHOLD) return;
    if (this.sum <= this.upto) this.#marked!.suppressed += 1;
    else if (this.#open) this.#open.observed = this.sum;
    else this.#raise();
  }
}

async function play(shop: Seed, plan: Step[]): Promise<Promised> {
  const promised = new Promised();
  let revision = 1;
  await putRules(shop, [amounts]);
  for (const step of plan) {
    if (step.kind === 'evict') await evict(shop);
    if (step.kind === 'evict hub') await evictHub(shop);
    if (step.kind === 'refund') {
      promised.refund(step.amount);
      await shop.send(refund(step.amount));
    }
    if (step.kind === 'zone') {
      promised.zone();
      revision += 1;
      await putRules(shop, [{ ...amounts, revision }], revision % 2 === 0 ? 'Etc/GMT-1' : 'UTC');
    }
    await delivered(shop);
    if (step.kind !== 'mark') continue;
    const open = (await alertsOf(shop)).find(({ status }) => status !== 'resolved');
    if (open) await mark(shop, open.id);
    promised.mark();
    await delivered(shop);
  }
  return promised;
}

it('what the screen says of a mark is what happens, in any order of refunds, marks, zones and evictions', async () => {
  const seed = Date.now() % 100_000;
  const plans = fc.sample(steps, { numRuns: 6, seed });
  await Promise.all(
    plans.map(async (plan) => {
      const shop = await seedTenant({ currency: 'GBP' });
      const { alerts } = await play(shop, plan);
      const found = (await alertsOf(shop)).map(({ status, payload, suppressed }) => {
        return { open: status !== 'resolved', observed: payload.observed, suppressed };
      });
      expect({ seed, plan, found }).toEqual({ seed, plan, found: alerts });
    }),
  );
}, 90_000);
