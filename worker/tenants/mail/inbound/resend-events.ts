/** What Resend says became of a mail: hard bounces and complaints end notifications to that address. */
import { z } from '@hono/zod-openapi';
import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { bounceDelivery } from '../../deliveries/index.ts';
import { type SuppressReason, suppressAddress } from './suppression-store.ts';
import { isSigned } from './svix.ts';

/** The part of Resend's events that we read; there are many more. */
export const ResendEvent = z
  .looseObject({
    type: z.string(),
    data: z.looseObject({
      to: z.array(z.string().max(320)).max(50).optional(),
      bounce: z.looseObject({ type: z.string().optional(), message: z.string().optional() }).optional(),
      tags: z.unknown().optional(),
    }),
  })
  .openapi('ResendEvent');

/** Those that we sent along: where the delivery lies. */
const Tags = z.record(z.string(), z.string());

/** Only these bounces mean that an address does not exist. */
const PERMANENT = 'Permanent';

/** Takes an event of Resend. Throws 401 for one that it did not sign, 503 where no secret is set; then nothing is stored. */
export async function takeResendEvent(
  { env, db, now, log }: Pick<Ctx, 'env' | 'db' | 'now' | 'log'>,
  headers: Headers,
  body: string,
): Promise<void> {
  if (!env.RESEND_WEBHOOK_SECRET) {
    throw new AppError('unavailable', 'webhook.not_configured', 'This installation has no secret for these webhooks.');
  }
  if (!isSigned(env.RESEND_WEBHOOK_SECRET, headers, body, now)) {
    throw new AppError('unauthenticated', 'webhook.bad_signature', 'This message is not signed by its sender.');
  }
  const event = ResendEvent.safeParse(parsed(body));
  const reason = event.success ? reasonOf(event.data) : undefined;
  if (!event.success || !reason) return;
  const { to = [], bounce } = event.data.data;
  const tags = Tags.safeParse(event.data.data.tags).data;
  const at = new Date(now).toISOString();
  const marks = tags?.delivery ? [bounceDelivery(db, tags, { reason, detail: bounce?.message ?? null, at })] : [];
  await batch(db, [...to.map((email) => suppressAddress(db, email, reason, at)), ...marks]);
  log('info', 'address suppressed', { reason, count: to.length });
}

function reasonOf({ type, data }: z.infer<typeof ResendEvent>): SuppressReason | undefined {
  if (type === 'email.complained') return 'complained';
  return type === 'email.bounced' && data.bounce?.type === PERMANENT ? 'bounced' : undefined;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
