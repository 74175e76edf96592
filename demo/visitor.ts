/** One visitor of the synthetic SaaS: from the first session to the last renewal. */
import type { Temporal } from 'temporal-polyfill';
import type { Dice } from './random.ts';
import { dayCode } from './seasons.ts';
import { Subscription } from './subscription.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface SaasEvent {
  event_type: string;
  idempotency_key: string;
  occurred_at: string;
  source: 'sdk' | 'server';
  actor_type?: string;
  actor_id?: string;
  entity_type?: string;
  entity_id?: string;
  session_id?: string;
  anonymous_id?: string;
  correlation_id?: string;
  payload: Record<string, unknown>;
}

export interface VisitorOptions {
  day: Temporal.PlainDate;
  number: number;
  arrival: number;
  currency: string;
  outage: { from: number; to: number };
  dice: Dice;
  keep: (event: SaasEvent) => void;
}

/** Writes one visitor's events; the order of dice rolls is the plot, so new scenes go at the end. */
export class Visitor {
  readonly id: string;
  readonly options: VisitorOptions;
  readonly traits: { channel: string; country: string; device: string };
  #sessions = 0;
  #written = 0;
  #hasAccount = false;

  constructor(options: VisitorOptions) {
    const { dice, number, day } = options;
    this.options = options;
    this.id = `${dayCode(day)}${number.toString(36).padStart(3, '0')}`;
    this.traits = {
      channel: dice.pick(['search', 'direct', 'social', 'referral', 'ads', 'mail'], [34, 24, 14, 12, 10, 6]),
      country: dice.pick(['US', 'CA', 'GB', 'DE', 'BR', 'MX', 'AR', 'AU'], [58, 10, 9, 6, 6, 5, 3, 3]),
      device: dice.pick(['desktop', 'phone', 'tablet'], [66, 30, 4]),
    };
  }

  /** Sessions, leads, messages, sign-up, trial and, for some, a purchase. */
  live(): void {
    const { dice, arrival } = this.options;
    this.session(arrival);
    const isLead = dice.chance(0.19);
    if (isLead) this.#lead(arrival + dice.between(1, 9) * MINUTE);
    if (dice.chance(0.035)) this.#message(arrival + dice.between(2, 30) * MINUTE);
    if (dice.chance(isLead ? 0.42 : 0.035)) this.#signUp(arrival + dice.between(10, 25) * MINUTE);
    else if (dice.chance(0.2)) this.session(arrival + dice.between(1, 9) * DAY + dice.between(-120, 120) * MINUTE);
  }

  /** Starts a session; what follows belongs to it. */
  session(at: number): void {
    this.#sessions++;
    const landing = this.options.dice.pick(['/', '/pricing', '/blog', '/docs'], [50, 22, 18, 10]);
    this.write('session_started', at, { payload: { ...this.traits, landing } });
  }

  #lead(at: number): void {
    const { dice } = this.options;
    const form = dice.pick(['newsletter', 'demo', 'guide'], [50, 20, 30]);
    this.write('lead_created', at, {
      entity_type: 'lead',
      entity_id: `lead_${this.id}`,
      payload: { form, channel: this.traits.channel, email: `${this.id}@customer.example` },
    });
    if (form !== 'demo') return;
    this.write('booking_requested', at + 3 * MINUTE, {
      entity_type: 'booking',
      entity_id: `bkg_${this.id}`,
      payload: { kind: 'demo call', minutes: 30, in_days: dice.between(1, 6) },
    });
  }

  #message(at: number): void {
    const { dice } = this.options;
    const topic = dice.pick(['billing', 'how to', 'bug', 'sales', 'feature request']);
    this.write('message_received', at, { payload: { channel: dice.pick(['chat', 'mail']), topic } });
  }

  #signUp(at: number): void {
    const { dice } = this.options;
    const plan = dice.pick(['starter', 'team', 'business'], [55, 35, 10]);
    this.write('signup', at, { payload: { channel: this.traits.channel, country: this.traits.country } });
    if (dice.chance(0.3)) this.#message(at + dice.between(1, 72) * HOUR);
    if (!dice.chance(0.82)) return;
    this.write('custom.saas.trial_started', at + 2 * MINUTE, { payload: { plan, days: 14 } });
    for (let use = dice.between(0, 4); use > 0; use--) {
      this.write('custom.saas.report_exported', at + dice.between(1, 200) * HOUR, {
        payload: { format: dice.pick(['csv', 'pdf', 'xlsx'], [6, 3, 1]) },
      });
    }
    if (!dice.chance(0.5)) return;
    const checkout = at + dice.between(1, 13) * DAY + dice.between(-180, 180) * MINUTE;
    this.session(checkout - 4 * MINUTE);
    new Subscription(this, plan).checkOut(checkout);
  }

  /** Writes one event with this visitor's identity; people have an account from their sign-up on. */
  write(event_type: string, at: number, rest: Partial<SaasEvent> & { payload: Record<string, unknown> }): void {
    if (event_type === 'signup') this.#hasAccount = true;
    this.options.keep({
      event_type,
      idempotency_key: `saas:${this.id}:${this.#written++}`,
      occurred_at: new Date(at).toISOString(),
      source: event_type === 'session_started' || event_type === 'lead_created' ? 'sdk' : 'server',
      ...(this.#hasAccount ? { actor_type: 'customer', actor_id: `usr_${this.id}` } : {}),
      session_id: `ses_${this.id}_${this.#sessions}`,
      anonymous_id: `anon_${this.id}`,
      ...rest,
    });
  }
}
