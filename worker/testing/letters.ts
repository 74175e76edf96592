/** Letters of accounts for tests, with a queue of their own, so that a test decides which transport carries them. */
import { env } from 'cloudflare:workers';
import { openDb } from '../base/db.ts';
import type { Env } from '../base/env.ts';
import type { Level } from '../base/log.ts';
import { consumeDeliveries } from '../deliveries.ts';
import type { Delivery, DeliveryMessage } from '../tenants/deliveries/index.ts';
import { type Letter, sendMails } from '../tenants/mail/index.ts';

/** A mail as the platform's binding gets it. */
export interface Carried {
  from: unknown;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
}

const letter = (email: string): Letter => ({
  to: { email, locale: 'en' },
  words: { subject: 'Confirm your address', text: 'Hello <b>Ana</b>,', action: 'Confirm', note: 'It works once.' },
  url: 'https://signalbox.example/confirm-email?a=b#token=secret-1&lang=en',
});

/** A job whose messages wait here until they are delivered. */
export function ownQueue(bindings: Env) {
  const waiting: DeliveryMessage[] = [];
  const ids = new Set<string>();
  const lines: { level: Level; message: string; fields: Record<string, unknown> }[] = [];
  const DELIVERIES = {
    async sendBatch(messages: { body: DeliveryMessage }[]) {
      waiting.push(...messages.map(({ body }) => body));
      for (const { body } of messages) ids.add(body.delivery_id);
    },
  };
  const own = { ...bindings, DELIVERIES } as unknown as Env;
  const log = (level: Level, message: string, fields = {}) => void lines.push({ level, message, fields });
  const sender = { env: own, db: openDb(env.DB), now: Date.now(), log };
  /** Delivers what waits; what is put there meanwhile waits on. */
  const deliver = async () => {
    const bodies = waiting.splice(0);
    const messages = bodies.map((body) => ({ body, attempts: 1, ack: () => {}, retry: () => waiting.push(body) }));
    await consumeDeliveries({ queue: 'deliveries', messages } as unknown as MessageBatch, own);
  };
  const rowsOf = async () => {
    const { results } = await env.DB.prepare(
      'SELECT * FROM deliveries WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
    )
      .bind(JSON.stringify([...ids]))
      .all<Delivery>();
    return results;
  };
  return { sender, deliver, rowsOf, lines, waiting };
}

/** Sends a letter to each address and delivers once; `again` delivers what is to be tried again. */
export async function carry(emails: string[], over: Partial<Env>) {
  const { sender, deliver, rowsOf, lines } = ownQueue({ ...env, ...over } as unknown as Env);
  await sendMails(sender, emails.map(letter));
  await deliver();
  const again = async () => {
    await deliver();
    return await rowsOf();
  };
  return { rows: await rowsOf(), lines, again };
}
