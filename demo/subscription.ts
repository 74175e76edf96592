/** The purchase of a synthetic SaaS customer: checkout, payments, renewals, refunds, the end. */
import type { Dice } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PRICES: Record<string, number> = { starter: 2_900, team: 9_900, business: 29_900 };
const MAX_RENEWALS = 8;

/** Who buys, and how their events are written. */
export interface Buyer {
  readonly id: string;
  readonly options: { currency: string; outage: { from: number; to: number }; dice: Dice };
  write(event_type: string, at: number, fields: EventFields): void;
}

interface EventFields {
  entity_type: string;
  entity_id: string;
  correlation_id: string;
  payload: Record<string, unknown>;
}

/** One customer's subscription to a plan. */
export class Subscription {
  readonly visitor: Buyer;
  readonly plan: string;
  readonly amount_cents: number;
  readonly interval: string;
  readonly id: string;

  constructor(visitor: Buyer, plan: string) {
    const yearly = visitor.options.dice.chance(0.12);
    this.visitor = visitor;
    this.plan = plan;
    this.interval = yearly ? 'year' : 'month';
    this.amount_cents = PRICES[plan]! * (yearly ? 10 : 1);
    this.id = `sub_${visitor.id}`;
  }

  /** Checkout, then payment; about a third of the carts are left, and some cards fail at first. */
  checkOut(at: number): void {
    const { dice } = this.visitor.options;
    this.#write('checkout_started', at, this.#money({ plan: this.plan, interval: this.interval }), 'checkout');
    if (dice.chance(0.32)) return;
    const paid = at + dice.between(1, 6) * MINUTE;
    if (dice.chance(0.09)) {
      this.#fail(paid, dice.pick(['card_declined', 'insufficient_funds', 'expired_card']));
      if (dice.chance(0.6)) this.#begin(paid + dice.between(1, 40) * HOUR);
    } else this.#begin(paid);
  }

  #begin(at: number): void {
    const { outage } = this.visitor.options;
    if (at >= outage.from && at < outage.to) {
      this.#fail(at, 'processor_unavailable');
      return;
    }
    this.#pay(at);
    this.#write('subscription_started', at + 2_000, this.#money({ plan: this.plan, interval: this.interval }));
    this.#renew(at);
  }

  #renew(started: number): void {
    const { dice } = this.visitor.options;
    if (dice.chance(0.04)) this.#refund(started + dice.between(1, 6) * DAY);
    const every = this.interval === 'year' ? 365 * DAY : 30 * DAY;
    for (let period = 1; period <= MAX_RENEWALS; period++) {
      const due = started + period * every;
      if (dice.chance(0.09)) {
        this.#cancel(due - dice.between(1, 20) * DAY);
        break;
      }
      const failed = dice.chance(0.05);
      if (failed) this.#fail(due, 'card_declined');
      if (failed && dice.chance(0.35)) {
        this.#cancel(due + 5 * DAY);
        break;
      }
      this.#pay(due + 6 * HOUR);
    }
  }

  #pay(at: number): void {
    const { dice } = this.visitor.options;
    this.#write(
      'payment_succeeded',
      at,
      this.#money({ plan: this.plan, method: dice.pick(['card', 'transfer'], [9, 1]) }),
    );
    this.#write('custom.saas.invoice_sent', at + MINUTE, this.#money({ plan: this.plan }));
  }

  #fail(at: number, reason: string): void {
    this.#write('payment_failed', at, this.#money({ plan: this.plan, reason }));
  }

  #refund(at: number): void {
    const { dice } = this.visitor.options;
    const reason = dice.pick(['not needed', 'duplicate', 'missing feature']);
    this.#write('refund_issued', at, this.#money({ plan: this.plan, reason }));
  }

  #cancel(at: number): void {
    const { dice } = this.visitor.options;
    const reason = dice.pick(['too expensive', 'not used', 'competitor', 'closing down']);
    this.#write('subscription_canceled', at, { plan: this.plan, interval: this.interval, reason });
  }

  #money(payload: Record<string, unknown>): Record<string, unknown> {
    return { ...payload, amount_cents: this.amount_cents, currency: this.visitor.options.currency };
  }

  #write(event_type: string, at: number, payload: Record<string, unknown>, entity = 'subscription'): void {
    this.visitor.write(event_type, at, {
      entity_type: entity,
      entity_id: entity === 'checkout' ? `chk_${this.visitor.id}` : this.id,
      correlation_id: `chk_${this.visitor.id}`,
      payload,
    });
  }
}
