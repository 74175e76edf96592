import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Seed, seedTenant } from '../../../testing/seed.ts';

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

let made = 0;
const checkout = (hours: number, ids: object) => event('checkout_started', hours, ids);
const payment = (hours: number, ids: object) => ({
  ...event('payment_succeeded', hours, ids),
  payload: { amount_cents: 100, currency: 'GBP' },
});

function event(event_type: string, hours: number, ids: object) {
  made += 1;
  return { event_type, idempotency_key: `k${made}`, occurred_at: ago(hours), ...ids };
}

async function sessionsOf(shop: Seed, query = ''): Promise<string[]> {
  const reply = await shop.call('GET', `/v1/events/unanswered?limit=200${query}`);
  expect(reply.status).toBe(200);
  return reply.body.data.map((found: { session_id: string }) => found.session_id);
}

describe('events that nothing followed', () => {
  it('are checkouts without a payment within a day, whichever arrived first', async () => {
    const shop = await seedTenant();
    await shop.send([
      payment(47, { session_id: 'paid before it arrived' }),
      checkout(48, { session_id: 'paid before it arrived' }),
      checkout(48, { session_id: 'abandoned' }),
      checkout(48, { session_id: 'paid' }),
      checkout(48, { session_id: 'paid by order', entity_type: 'order', entity_id: '7' }),
      checkout(50, { session_id: 'paid too late' }),
      checkout(48, { session_id: 'paid earlier' }),
      checkout(3, { session_id: 'still time' }),
      payment(47.5, { session_id: 'paid' }),
      payment(47, { session_id: 'elsewhere', entity_type: 'order', entity_id: '7' }),
      payment(25, { session_id: 'paid too late' }),
      payment(49, { session_id: 'paid earlier' }),
    ]);
    expect(await sessionsOf(shop)).toEqual(['paid earlier', 'abandoned', 'paid too late']);
    expect(await sessionsOf(shop, '&within_minutes=60')).toContain('still time');
    expect(await sessionsOf(shop, '&from=2020-01-01&to=2020-01-02')).toEqual([]);
  });

  it('come page by page, and agree with counting by hand for any order', async () => {
    const session = fc.record({ paid: fc.boolean(), first: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(session, { maxLength: 30 }), async (sessions) => {
        const shop = await seedTenant();
        const events = sessions.flatMap(({ paid, first }, i) => {
          const pair = [checkout(48, { session_id: `s${i}` }), ...(paid ? [payment(47, { session_id: `s${i}` })] : [])];
          return first ? pair : pair.reverse();
        });
        if (events.length > 0) await shop.send(events);
        const expected = sessions.flatMap(({ paid }, i) => (paid ? [] : [`s${i}`])).reverse();
        const found: string[] = [];
        for (let cursor = ''; ; ) {
          const { body } = await shop.call('GET', `/v1/events/unanswered?limit=3${cursor}`);
          found.push(...body.data.map((item: { session_id: string }) => item.session_id));
          if (body.next_cursor === null) break;
          cursor = `&cursor=${body.next_cursor}`;
        }
        expect(found).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  it('refuse what is no type, time or number', async () => {
    const shop = await seedTenant();
    for (const query of ['event_type=order', 'follow_up=', 'within_minutes=0', 'within_minutes=x', 'from=yesterday']) {
      expect((await shop.call('GET', `/v1/events/unanswered?${query}`)).status, query).toBe(422);
    }
  });
});
