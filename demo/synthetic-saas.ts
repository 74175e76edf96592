/** A made-up SaaS company, event by event: deterministic, linked by session, person and purchase. Not real data. */
import type { Temporal } from 'temporal-polyfill';
import { diceOf } from './random.ts';
import { arrivalOn, calendarOf, dayCode, gotThrough, outageOf, visitorsOn } from './seasons.ts';
import { type SaasEvent, Visitor } from './visitor.ts';

/** Days simulated before the window, so that subscriptions and renewals are in full swing when it begins. */
const WARM_UP_DAYS = 75;

export interface SaasOptions {
  timezone: string;
  currency: string;
  /** Length of the window in days, ending today. */
  days: number;
  /** Epoch milliseconds that trend, outage and spike are counted from; keep it to get the same events again. */
  anchor: number;
  /** Epoch milliseconds; nothing later is written. */
  now: number;
  /** 1 gives about 160 events a day. */
  scale?: number;
}

/** All events of the window up to now, oldest first. A visitor's events depend on their day and number alone. */
export function syntheticSaas(options: SaasOptions): SaasEvent[] {
  const { timezone, days, anchor, now, scale = 1 } = options;
  const calendar = calendarOf(anchor, timezone);
  const outage = outageOf(calendar);
  const start = calendarOf(now, timezone).today.subtract({ days: days - 1 });
  const from = start.toZonedDateTime(timezone).epochMilliseconds;
  const events: SaasEvent[] = [];
  const keep = (event: SaasEvent) => {
    const at = Date.parse(event.occurred_at);
    if (at >= from && at <= now) events.push(event);
  };
  for (let ago = days - 1 + WARM_UP_DAYS; ago >= 0; ago--) {
    const day = calendarOf(now, timezone).today.subtract({ days: ago });
    const count = visitorsOn(day, calendar, scale);
    for (let number = 0; number < count; number++) {
      const dice = diceOf(`${day}:${number}`);
      const arrival = arrivalOn(day, timezone, dice);
      const down = arrival >= outage.from && arrival < outage.to;
      if (down && !gotThrough(`${day}:${number}`)) continue;
      new Visitor({ day, number, arrival, currency: options.currency, outage, dice, keep }).live();
    }
    publish(day, arrivalOn(day, timezone, diceOf(`content:${day}`)), keep);
  }
  return events.sort((a, b) => (a.occurred_at < b.occurred_at ? -1 : a.occurred_at > b.occurred_at ? 1 : 0));
}

function publish(day: Temporal.PlainDate, at: number, keep: (event: SaasEvent) => void): void {
  const dice = diceOf(`publish:${day}`);
  if (!dice.chance(0.45)) return;
  const kind = dice.pick(['blog post', 'changelog', 'case study', 'newsletter']);
  keep({
    event_type: 'content_published',
    idempotency_key: `saas:content:${dayCode(day)}`,
    occurred_at: new Date(at).toISOString(),
    source: 'server',
    entity_type: 'content',
    entity_id: `cnt_${dayCode(day)}`,
    payload: { kind, channel: dice.pick(['site', 'mail', 'social']) },
  });
}
