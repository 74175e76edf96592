/** The Worker's entry: fetch, queue, scheduled and the Durable Objects; nothing else. */
import { app } from './app.ts';
import { openDb } from './base/db.ts';
import type { Env } from './base/env.ts';
import { createLog } from './base/log.ts';
import { CRONS } from './crons.ts';
import { consumeDeliveries } from './deliveries.ts';
import { consumeDeadLetters, consumePipeline } from './pipeline.ts';

export { Hub } from '../durable/hub.ts';
export { Ledger } from '../durable/ledger.ts';

export default {
  fetch: app.fetch,

  async queue(messages, env) {
    if (messages.queue === 'pipeline') return await consumePipeline(messages, env);
    if (messages.queue === 'deliveries') return await consumeDeliveries(messages, env);
    await consumeDeadLetters(messages, env);
  },

  async scheduled(event, env) {
    const log = createLog(env.LOG_LEVEL, { cron: event.cron });
    await CRONS[event.cron]?.({ env, db: openDb(env.DB), now: event.scheduledTime, log });
  },
} satisfies ExportedHandler<Env>;
