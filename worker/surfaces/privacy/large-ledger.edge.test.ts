import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../durable/stubs.ts';
import type { EventsLedger } from '../../flow/events/index.ts';
import { finished } from '../../testing/privacy.ts';
import { type Reply, request, type Seed, seedTenant } from '../../testing/seed.ts';
import type { PrivacyLedger } from './objects.ts';

/** A call may carry 32 MiB; replies of a ledger stay far below, whatever anybody sent. */
const MAX_BYTES = 4_000_000;
const EVENTS = 2_100;
const text = 'x'.repeat(32_500);

const visit = (key: string, payload: object) => ({ event_type: 'checkout_started', idempotency_key: key, payload });

/** One small event, then 64 MB of large ones, all with the key that anybody can read off a page. */
describe('a ledger that strangers have filled', () => {
  let shop: Seed;

  beforeAll(async () => {
    shop = await seedTenant();
    const send = (events: unknown) => request('POST', '/v1/events', shop.publishable_key, events);
    await send(visit('small', {}));
    for (let i = 0; i < EVENTS; i += 30) {
      const events = Array.from({ length: 30 }, (_, j) => visit(`large-${i + j}`, { text }));
      expect((await send(events)).body).toMatchObject({ accepted: 30 });
    }
  }, 30_000);

  it('is exported whole', async () => {
    const { id } = (await shop.call('POST', '/v1/exports')).body;
    expect((await finished(shop, id)).body).toMatchObject({ counts: { event: EVENTS + 1 } });
  });

  it('has previews of its rules', async () => {
    const rule = { type: 'event', event_type: 'checkout_started', count: 2_000, window_minutes: 60, days: 1 };
    const reply = await shop.call('POST', '/v1/rules/preview', { name: 'Flood', ...rule });
    expect(reply).toMatchObject({ status: 200, body: { alerts: [{ threshold: 2_000 }] } });
  });

  it('hands out pages that are bounded by bytes, and all of them together hold everything', async () => {
    const ledger = () => ledgerOf<EventsLedger & PrivacyLedger>(env, shop.project_id);
    const sizes: number[] = [];
    let listed = 0;
    for (let before: number | null | undefined; before !== null; ) {
      const { events, next } = await ledger().list({ limit: 2_000, before });
      sizes.push(events.reduce((sum, { body }) => sum + body.length, 0));
      listed += events.length;
      before = next;
    }
    for (let from: number | null = 0; from !== null; ) {
      const { segments, next } = await ledger().readRaw(from);
      sizes.push(segments.reduce((sum, { body }) => sum + body.length, 0));
      from = next;
    }
    const span = { from: 0, to: Date.now() + 60_000, limit: 2_000 };
    const asked = { event_type: 'checkout_started', follow_up: 'payment_succeeded', within_ms: 0, ...span };
    // Too much to look at in one reading, and said so.
    expect(await ledger().unanswered(asked)).toBeUndefined();
    const newest = await ledger().listByOccurrence({ limit: 201 });
    sizes.push(newest.events.reduce((sum, { body }) => sum + body.length, 0));
    expect(newest.cut).not.toBeNull();
    expect(listed).toBe(EVENTS + 1);
    expect(Math.max(...sizes)).toBeLessThan(MAX_BYTES);
  });

  it.each(['', '&sort=occurred_at'])('is listed page by page%s', async (sort) => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const path = `/v1/events?limit=200${sort}${cursor && `&cursor=${cursor}`}`;
      const { status, body }: Reply = await shop.call('GET', path);
      expect(status).toBe(200);
      for (const { id } of body.data) seen.push(id);
      cursor = body.next_cursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([EVENTS + 1, EVENTS + 1]);
  });
});
