/** The synthetic SaaS is the same on every run, links its events, and shows its outage and its spike. */

import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../worker/shared/durations.ts';
import { syntheticSaas } from './synthetic-saas.ts';

const NOW = Date.parse('2026-11-21T15:00:00Z');
const DAY = 86_400_000;
const OPTIONS = { timezone: 'America/New_York', currency: 'USD', days: 120, anchor: NOW, now: NOW };
const events = syntheticSaas(OPTIONS);
const identity = (event: { source: string; event_type: string; idempotency_key: string }) =>
  `${event.source} ${event.event_type} ${event.idempotency_key}`;
const sessionsOn = (day: string) =>
  events.filter((event) => event.event_type === 'session_started' && event.occurred_at.startsWith(day)).length;

describe('syntheticSaas', () => {
  it('has as many events as the demo can import quickly, each once, up to now', () => {
    expect(events.length).toBeGreaterThan(15_000);
    expect(events.length).toBeLessThan(25_000);
    expect(new Set(events.map(identity)).size).toBe(events.length);
    expect(Date.parse(events.at(-1)!.occurred_at)).toBeGreaterThan(NOW - HOUR_MS);
    expect(Date.parse(events.at(-1)!.occurred_at)).toBeLessThanOrEqual(NOW);
  });

  it('gives the same events again, and days later the same ones and more', () => {
    expect(syntheticSaas(OPTIONS)).toEqual(events);
    const later = new Map(
      syntheticSaas({ ...OPTIONS, days: 123, now: NOW + 3 * DAY }).map((event) => [identity(event), event]),
    );
    expect(later.size).toBeGreaterThan(events.length);
    for (const event of events) expect(later.get(identity(event))).toEqual(event);
  });

  it('has every kind of event that the cards and rules look at', () => {
    const types = new Set(events.map(({ event_type }) => event_type));
    for (const type of [
      'session_started',
      'lead_created',
      'signup',
      'custom.saas.trial_started',
      'checkout_started',
      'booking_requested',
      'payment_succeeded',
      'payment_failed',
      'refund_issued',
      'subscription_started',
      'subscription_canceled',
      'message_received',
      'content_published',
    ]) {
      expect(types).toContain(type);
    }
  });

  it('leaves some checkouts without a payment', () => {
    const paid = new Set(
      events.filter((event) => event.event_type === 'payment_succeeded').map((event) => event.correlation_id),
    );
    const checkouts = events.filter((event) => event.event_type === 'checkout_started');
    const left = checkouts.filter((event) => !paid.has(event.correlation_id)).length / checkouts.length;
    expect(left).toBeGreaterThan(0.2);
    expect(left).toBeLessThan(0.6);
  });

  it('shows the outage of Wednesday 4 and the spike of Tuesday 10 November', () => {
    expect(sessionsOn('2026-11-04')).toBeLessThan(sessionsOn('2026-10-28') * 0.6);
    expect(sessionsOn('2026-11-10')).toBeGreaterThan(sessionsOn('2026-11-03') * 2);
  });
});
