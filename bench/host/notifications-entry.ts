/** The Worker under count with a fake of Resend in place of the outside, a queue that delivers some messages twice, and members written straight into D1. */
import { ResendFake } from '../../scripts/fakes/resend/resend.ts';
import { openDb } from '../../worker/base/db.ts';
import type { Env } from '../../worker/base/env.ts';
import { newId } from '../../worker/base/ids.ts';
import { CRONS } from '../../worker/crons.ts';
import { newFact } from '../../worker/facts.ts';
import { type Occasion, planOccasion } from '../../worker/flow/notifications/index.ts';
import { SUBSCRIBERS } from '../../worker/pipeline.ts';
import { DAY_MS } from '../../worker/shared/durations.ts';
import counting from './counting.ts';

export { Hub } from '../../durable/hub.ts';
export { Ledger } from './counting.ts';

interface Order {
  tenant_id: string;
  project_id: string;
  count: number;
  /** Batches of D1 after which planning breaks off, as if the Worker were killed. */
  break_after?: number;
}

const URL_OF_FAKE = 'https://resend.bench';
/** The waits of production, divided by 1,000. */
const DELAYS = '5,300,1800,7200,18000,36000,50400,72000,86400';

const fake = new ResendFake();
/** The share of messages that come twice. */
let twice = 0;

const real = globalThis.fetch;
globalThis.fetch = (async (input: RequestInfo, init?: RequestInit) => {
  const request = new Request(input, init);
  return request.url.startsWith(URL_OF_FAKE) ? await fake.handle(request) : await real(request);
}) as typeof fetch;

/** The bindings with the fake's address and the queue that repeats itself. */
function benched(env: Env): Env {
  const DELIVERIES = {
    async sendBatch(messages: MessageSendRequest<unknown>[]) {
      const again = messages.filter(() => Math.random() < twice);
      await Promise.all([messages, again].map((some) => some.length > 0 && env.DELIVERIES.sendBatch(some)));
    },
  };
  const settings = { RESEND_API_KEY: 're_bench', RESEND_API_URL: URL_OF_FAKE, MAIL_FROM: 'box@bench.example' };
  const own = {
    ...settings,
    DELIVERIES,
    APP_URL: 'https://bench.example',
    DELIVERY_DELAYS_MS: DELAYS,
    // Of production's window: a 600,000th, so that each alert is a mail.
    NOTIFICATION_WINDOW_MS: '1',
    LOG_LEVEL: 'error',
  };
  return { ...env, ...own } as unknown as Env;
}

const jobOf = (env: Env) => ({ env: benched(env), db: openDb(env.DB), now: Date.now(), log: () => {} });

/** What the benchmark asks for, by path. */
const CALLS: Record<string, (env: Env, body: Order) => Promise<unknown>> = {
  '/bench/members': fillMembers,
  '/bench/plan': plan,
  '/bench/digest': beginDigest,
  '/bench/trouble': async (_, { count, break_after = 0 }) => {
    fake.failing = count / 100;
    twice = break_after / 100;
  },
  '/bench/mails': async () => ({
    mails: fake.mails.length,
    keys: new Set(fake.mails.map((mail) => mail.idempotency_key)).size,
  }),
  '/bench/minute': async (env) => await CRONS['* * * * *']!(jobOf(env)),
  '/bench/next': async (_, { count }) => {
    while (fake.mails.length < count) await scheduler.wait(1);
  },
  '/bench/states': async (env, { tenant_id }) =>
    await env.DB.prepare(
      `SELECT count(*) AS planned, total(state = 'sent') AS sent, total(state = 'dead') AS dead,
         total(state = 'dead' AND reason IS NULL) AS unexplained, total(state IN ('pending', 'failed')) AS open
       FROM deliveries WHERE tenant_id = ?`,
    )
      .bind(tenant_id)
      .first(),
};

/** `count` members who get mails and nothing else. */
async function fillMembers(env: Env, { tenant_id, project_id, count }: Order): Promise<void> {
  const ids = Array.from({ length: count }, () => newId('usr'));
  const now = new Date().toISOString();
  const preferences = JSON.stringify({
    severities: { in_app: [], email: ['critical', 'warning', 'info'], push: [], whatsapp: [] },
    daily_limit: 1_000_000,
  });
  const statements = [
    `INSERT INTO users (id, email, name, email_verified, created_at, updated_at) SELECT value, value || '@bench.example', 'P', 1, ?3, ?3 FROM json_each(?4) WHERE ?1 <> ?2`,
    `INSERT INTO members (tenant_id, user_id, role, created_at) SELECT ?1, value, 'viewer', ?3 FROM json_each(?4) WHERE ?1 <> ?2`,
  ].map((sql) => env.DB.prepare(sql).bind(tenant_id, project_id, now, JSON.stringify(ids)));
  const kept = env.DB.prepare(
    'INSERT INTO notification_preferences (tenant_id, project_id, user_id, body, updated_at) SELECT ?1, ?2, value, ?5, ?3 FROM json_each(?4)',
  ).bind(tenant_id, project_id, now, JSON.stringify(ids), preferences);
  await env.DB.batch([...statements, kept]);
}

/** Plans `count` alerts for all members; breaks off where it is told to, and is then to be called again. */
async function plan(env: Env, { tenant_id, project_id, count, break_after }: Order): Promise<unknown> {
  const job = jobOf(env);
  if (break_after !== undefined) job.db = openDb(breaking(env.DB, break_after));
  const started = Date.now();
  for (let i = 0; i < count; i++) {
    try {
      await planOccasion(job, occasionOf(tenant_id, project_id, i));
    } catch (error) {
      if (break_after === undefined) throw error;
    }
  }
  return { ms: Date.now() - started };
}

/** The hour at which all members want yesterday's report has come; its run breaks off, and the hour is due again. */
async function beginDigest(env: Env, { tenant_id, project_id, break_after = 0 }: Order): Promise<unknown> {
  const now = Date.now();
  const hour = {
    kind: 'daily',
    at: '08:00',
    timezone: '',
    to: new Date(now - DAY_MS).toISOString().slice(0, 10),
  } as const;
  const due_at = new Date(now).toISOString();
  await env.DB.batch([
    env.DB.prepare(
      `UPDATE notification_preferences SET body = json_set(body, '$.digest', ?3, '$.digest_at', ?4)
       WHERE tenant_id = ?1 AND project_id = ?2`,
    ).bind(tenant_id, project_id, hour.kind, hour.at),
    env.DB.prepare('INSERT INTO digest_times VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)').bind(
      ...[tenant_id, project_id, hour.kind, hour.at, hour.timezone, hour.to, due_at],
    ),
  ]);
  const job = { ...jobOf(env), db: openDb(breaking(env.DB, break_after)) };
  const run = SUBSCRIBERS['digest.due'](job, newFact('digest.due', { tenant_id, project_id, ...hour }));
  await run.catch(() => {});
  return {};
}

function breaking(db: D1Database, after: number): D1Database {
  let left = after;
  const batch = async (statements: D1PreparedStatement[]) => {
    left -= 1;
    if (left < 0) throw new Error('killed by the benchmark');
    return await db.batch(statements);
  };
  return { prepare: (sql: string) => db.prepare(sql), batch } as unknown as D1Database;
}

function occasionOf(tenant_id: string, project_id: string, i: number): Occasion {
  const at = Date.UTC(2026, 0, 1) + i;
  const window = { from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z' };
  const numbers = { metric: 'payments', unit: 'count', observed: 120, expected: 80, threshold: 100 };
  const content = {
    alert_id: `alr_${i}`,
    title: 'Payments',
    severity: 'warning',
    currency: null,
    payload: { ...numbers, window, explanation: '120 payments.' },
  };
  const subject = { id: `alr_${i}`, at, rev: 1, count: 1 };
  return {
    source_id: `bench ${i}`,
    type: 'alert.raised',
    tenant_id,
    project_id,
    at,
    severity: 'warning',
    subject,
    group_key: 'rul',
    content,
  };
}

// biome-ignore lint/style/noDefaultExport: a Worker's handlers are its default export
export default {
  ...counting,
  async fetch(request, env, ctx) {
    const call = CALLS[new URL(request.url).pathname];
    if (!call) return await counting.fetch(request, benched(env), ctx);
    return Response.json((await call(env, await request.json())) ?? {});
  },
  async queue(messages, env) {
    await counting.queue(messages, benched(env));
  },
} satisfies ExportedHandler<Env>;
