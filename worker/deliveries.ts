/** The way out as executed code: who writes each kind of message to people, and what carries it. */
import { openDb } from './base/db.ts';
import type { Env } from './base/env.ts';
import { createLog } from './base/log.ts';
import { KINDS } from './flow/notifications/kinds.ts';
import { webPushChannel } from './flow/notifications/push/web-push-channel.ts';
import { whatsAppChannel } from './flow/notifications/whatsapp/whatsapp-channel.ts';
import { recordDeadLetter, settleDeadLetters } from './surfaces/operations/index.ts';
import { reportKind } from './surfaces/reports/report-notice.ts';
import {
  consumeDeliveries as consume,
  type Delivery,
  type DeliveryJob,
  type WayOut,
} from './tenants/deliveries/index.ts';
import { accountKind, emailChannel } from './tenants/mail/index.ts';

const WAY: WayOut = {
  /** By the `kind` of a delivery. */
  kinds: { account: accountKind, ...KINDS, report: reportKind },
  /** By its `channel`. */
  channels: { email: emailChannel, web_push: webPushChannel, whatsapp: whatsAppChannel },
  gaveUp,
  replayed: settleDeadLetters,
};

/** Consumes a batch of the `deliveries` queue; retries are rows, not messages. */
export async function consumeDeliveries(messages: MessageBatch<unknown>, env: Env): Promise<void> {
  const log = createLog(env.LOG_LEVEL, { queue: messages.queue });
  const job = { env, db: openDb(env.DB), now: Date.now(), log };
  await consume(job, messages.messages, WAY, (body, error) => recordDeadLetter(job, 'deliveries', body, error));
}

/** Puts what was given up on the operator's list: one entry a project, day and cause, whose replay sends all of them again. */
async function gaveUp(job: DeliveryJob, { tenant_id, project_id, channel }: Delivery, reason: string): Promise<void> {
  const since = `${new Date(job.now).toISOString().slice(0, 10)}T00:00:00.000Z`;
  const body = { type: 'deliveries.dead', tenant_id, project_id, since };
  await recordDeadLetter(job, 'deliveries', body, `${channel}: ${reason}`);
}
