/** Whatever is raised, resolved, killed, delivered twice or swept by two crons at once: each thing is told once. */
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { ResendFake } from '../../../scripts/fakes/resend/resend.ts';
import { openDb } from '../../base/db.ts';
import type { Env } from '../../base/env.ts';
import { consumeDeliveries } from '../../deliveries.ts';
import { type DeliveryMessage, sweepDeliveries } from '../../tenants/deliveries/index.ts';
import { passTime } from '../../testing/clock.ts';
import { anOccasion, deliveriesOf } from '../../testing/notifications.ts';
import { type Seed, seedPerson, seedTenant } from '../../testing/seed.ts';
import type { Occasion } from './index.ts';
import { planOccasion } from './index.ts';

const MINUTE = 60_000;
const RUNS = 8;
const RESEND = { RESEND_API_KEY: 're_test', RESEND_API_URL: 'https://resend.test', MAIL_FROM: 'box@x.example' };

/** A D1 that stops answering after so many statements, as for a Worker that is killed. */
function dying(db: D1Database, after: number): D1Database {
  let left = after;
  const alive = () => {
    left -= 1;
    if (left < 0) throw new Error('killed by the test');
  };
  return {
    prepare: (sql: string) => {
      alive();
      return db.prepare(sql);
    },
    batch: (statements: D1PreparedStatement[]) => {
      alive();
      return db.batch(statements);
    },
  } as unknown as D1Database;
}

/** A shop whose messages wait here; `deliver` makes all tries that are asked for, each message `times` times at once. */
async function world() {
  const fake = new ResendFake();
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input as string, { ...init, signal: undefined } as RequestInit);
    return request.url.startsWith(RESEND.RESEND_API_URL) ? await fake.handle(request) : await real(input, init);
  });
  const shop = await seedTenant({ timezone: 'UTC' });
  const ann = await seedPerson(shop, 'owner');
  await ann.call('PUT', '/v1/notification-preferences', { daily_limit: 6 });
  const waiting: DeliveryMessage[] = [];
  const DELIVERIES = {
    sendBatch: async (messages: { body: DeliveryMessage }[]) => void waiting.push(...messages.map(({ body }) => body)),
  };
  const bindings = { ...env, ...RESEND, DELIVERIES } as unknown as Env;
  const job = (DB = env.DB) => ({ env: { ...bindings, DB }, db: openDb(DB), now: Date.now(), log: () => {} });
  async function deliver(times: number, DB = env.DB): Promise<void> {
    const bodies = waiting.splice(0);
    const copies = Array.from({ length: times }, () => bodies).flat();
    const messages = copies.map((body) => ({ body, attempts: 1, ack: () => {}, retry: () => waiting.push(body) }));
    await consumeDeliveries({ queue: 'deliveries', messages } as unknown as MessageBatch, { ...bindings, DB });
  }
  return { fake, shop, job, deliver, waiting, end: () => spy.mockRestore() };
}

const STEP = fc.oneof(
  fc.record({ kind: fc.constant('raise' as const), severity: fc.constantFrom('warning', 'critical') }),
  fc.record({ kind: fc.constant('resolve' as const), which: fc.nat(9) }),
  fc.record({ kind: fc.constant('deliver' as const), times: fc.constantFrom(1, 2) }),
  fc.record({ kind: fc.constant('kill' as const), after: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(1, 4, 11) }),
  fc.record({ kind: fc.constant('sweep' as const) }),
  fc.record({ kind: fc.constant('fail' as const), times: fc.integer({ min: 1, max: 3 }) }),
);
type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;
type World = Awaited<ReturnType<typeof world>>;

async function take(world: World, raised: Occasion[], step: Step): Promise<void> {
  const { shop, job, deliver, fake } = world;
  if (step.kind === 'raise') {
    const occasion = alert(shop, raised.length, step.severity);
    raised.push(occasion);
    await Promise.all([planOccasion(job(), occasion), planOccasion(job(), occasion)]);
  } else if (step.kind === 'resolve') {
    const occasion = raised[step.which];
    if (occasion) await planOccasion(job(), over(occasion));
  } else if (step.kind === 'deliver') await deliver(step.times);
  else if (step.kind === 'kill') await deliver(1, dying(env.DB, step.after));
  else if (step.kind === 'pass') passTime(step.minutes * MINUTE);
  else if (step.kind === 'fail')
    fake.next(...Array.from({ length: step.times }, () => ({ kind: 'status', status: 500 }) as const));
  else await Promise.all([sweepDeliveries(job()), sweepDeliveries(job())]);
}

function alert(shop: Seed, i: number, severity: string): Occasion {
  const occasion = anOccasion(shop, { severity: severity as Occasion['severity'], at: Date.now() });
  const content = {
    ...occasion.content,
    title: `Alert <${i}>`,
    severity,
    raised_at: new Date(occasion.at).toISOString(),
  };
  return { ...occasion, content };
}

function over(occasion: Occasion): Occasion {
  const { alert_id } = occasion.content as { alert_id: string };
  const follows = { source_id: occasion.source_id, at: occasion.at };
  return { ...occasion, source_id: `${alert_id} resolved`, type: 'alert.resolved', follows };
}

/** Time passes until nothing is left to do. */
async function finish({ shop, job, deliver, waiting }: World): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await deliver(1);
    await sweepDeliveries(job());
    if (waiting.length > 0) continue;
    const rows = await deliveriesOf(shop);
    if (rows.every(({ state }) => state !== 'pending' && state !== 'failed')) return;
    passTime(i < 20 ? 5 * MINUTE : 180 * MINUTE);
  }
}

it('each alert is told once, its end after its beginning, and nothing is left waiting', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { minLength: 4, maxLength: 24 }), async (steps) => {
      const own = await world();
      try {
        const raised: Occasion[] = [];
        for (const step of steps) await take(own, raised, step);
        await finish(own);
        const rows = await deliveriesOf(own.shop);
        const rowOf = (source: string) => rows.find(({ source_id }) => source_id === source);
        expect(rows.filter(({ state }) => state === 'pending' || state === 'failed')).toEqual([]);
        const texts = own.fake.mails.map(({ text }) => text);
        for (const [i, occasion] of raised.entries()) {
          const begun = texts.findIndex(
            (text) => text.includes(`: Alert <${i}>\n`) && !text.includes(`Resolved: Alert <${i}>\n`),
          );
          const times = texts.flatMap((text) => text.match(new RegExp(`: Alert <${i}>\\n`, 'g')) ?? []).length;
          const ends = texts.flatMap((text) => text.match(new RegExp(`Resolved: Alert <${i}>\\n`, 'g')) ?? []).length;
          const { state, reason } = rowOf(occasion.source_id)!;
          // After many failures it is given up, and says why.
          if (state === 'sent') expect([i, times - ends]).toEqual([i, 1]);
          else expect([i, state, reason !== null, times - ends <= 1]).toEqual([i, 'dead', true, true]);
          const end = rowOf(over(occasion).source_id)?.state;
          expect(ends).toBe(end === 'sent' ? 1 : 0);
          if (ends > 0)
            expect(texts.findIndex((text) => text.includes(`Resolved: Alert <${i}>\n`))).toBeGreaterThanOrEqual(begun);
        }
      } finally {
        own.end();
      }
    }),
    { numRuns: RUNS },
  );
}, 120_000);
