/** The Worker with counters of what the platform bills. `GET /counts` returns the sums since the last such call. */
import { Ledger as Bare } from '../../durable/ledger.ts';
import type { Env } from '../../worker/base/env.ts';
import worker from '../../worker/index.ts';

export { Hub } from '../../durable/hub.ts';

/** Billed quantities besides requests to the Worker, time and storage. */
export interface Counts {
  ledger_rows: number;
  /** Each one is billed like a row written. */
  alarms: number;
  d1_rows: number;
  ledger_calls: number;
  queue_messages: number;
}

const NONE: Counts = { ledger_rows: 0, alarms: 0, d1_rows: 0, ledger_calls: 0, queue_messages: 0 };

// Worker, objects and consumers share one isolate here, so that one variable sees all of them.
let counts: Counts = { ...NONE };

/** The Ledger as it is, with its storage, its queue and its calls watched. */
export class Ledger extends Bare {
  constructor(ctx: DurableObjectState, env: Env) {
    watch(ctx.storage.sql, 'exec', (cursor) => {
      // Statements that write have run to their end when exec returns.
      counts.ledger_rows += cursor.rowsWritten;
    });
    watch(ctx.storage, 'setAlarm', () => {
      counts.alarms += 1;
    });
    super(ctx, env);
  }
}

for (const name of Object.getOwnPropertyNames(Bare.prototype)) {
  if (name === 'constructor') continue;
  const method = Reflect.get(Bare.prototype, name) as (...args: unknown[]) => unknown;
  Reflect.set(Ledger.prototype, name, function (this: Ledger, ...args: unknown[]) {
    counts.ledger_calls += 1;
    return method.apply(this, args);
  });
}

/** Replaces a method of a platform's object by itself and a look at what it returned. */
// biome-ignore lint/suspicious/noExplicitAny: methods of every shape
function watch<T extends object, M extends keyof T & string>(object: T, name: M, see: (result: any) => void): void {
  const method = object[name] as (...args: unknown[]) => unknown;
  const watched = function (this: T, ...args: unknown[]) {
    const result = method.apply(this, args);
    if (result instanceof Promise) result.then(see, () => {});
    else see(result);
    return result;
  };
  Object.defineProperty(object, name, { value: watched, configurable: true });
}

let watching = false;

/** Watches D1 and the queue by their prototypes, which all handles share. */
function watchBindings(env: Env): void {
  if (watching) return;
  watching = true;
  const add = (result: D1Result) => {
    counts.d1_rows += result.meta.rows_written;
  };
  watch(Object.getPrototypeOf(env.DB.prepare('SELECT 1')) as D1PreparedStatement, 'run', add);
  watch(Object.getPrototypeOf(env.DB) as D1Database, 'batch', (results: D1Result[]) => results.forEach(add));
  watch(Object.getPrototypeOf(env.PIPELINE) as Queue, 'send', () => {
    counts.queue_messages += 1;
  });
}

// biome-ignore lint/style/noDefaultExport: a Worker's handlers are its default export
export default {
  fetch(request, env, ctx) {
    watchBindings(env);
    if (new URL(request.url).pathname !== '/counts') return worker.fetch(request, env, ctx);
    const reply = Response.json(counts);
    counts = { ...NONE };
    return reply;
  },
  queue: (messages, env) => worker.queue(messages, env),
  scheduled: (event, env) => worker.scheduled(event, env),
} satisfies ExportedHandler<Env>;
