/** Takes what WhatsApp tells us, once it is sure that WhatsApp tells it. */
import { createHmac } from 'node:crypto';
import { sameSecret } from '../../../base/crypto.ts';
import { batch } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/durations.ts';
import { bounceDelivery, type DeliveryJob, noteDelivery } from '../../../tenants/deliveries/index.ts';
import { actByButton, type InboundJob } from './act.ts';
import { readButton, readTag } from './buttons.ts';
import { reasonOf } from './refusal.ts';
import { type Message, readEvent, type Status } from './schema.ts';
import { insertHandled, isHandled, noteWritten, phonesOf, stopPhone } from './whatsapp-store.ts';

/** Older messages are of no use any more, and are not remembered longer than twice that. */
const MAX_AGE_MS = DAY_MS;
const MAX_AHEAD_MS = 5 * MINUTE_MS;
/** What ends messages, alone in a message, in every language of ours. */
const STOP =
  /^\s*(stop|unsubscribe|baja|parar|sair|arr[êe]t|stopp|abmelden|basta|annulla|dur|iptal|توقف|إلغاء|停止|解除)[\s.!。]*$/i;

/** Answers the question by which WhatsApp checks that this address is ours. Throws where the token is not ours. */
export function answerHandshake(
  { WHATSAPP_VERIFY_TOKEN }: DeliveryJob['env'],
  { mode, token, challenge }: { mode: string; token: string; challenge: string },
): string {
  if (!WHATSAPP_VERIFY_TOKEN) throw notConfigured();
  if (mode !== 'subscribe' || !sameSecret(token, WHATSAPP_VERIFY_TOKEN)) throw badSignature();
  return challenge;
}

/** Throws 401 for what WhatsApp did not sign, 503 where no secret is set; then nothing is stored. */
export async function takeEvent(job: InboundJob, signature: string | undefined, body: string): Promise<void> {
  const { WHATSAPP_APP_SECRET, WHATSAPP_PHONE_NUMBER_ID } = job.env;
  if (!WHATSAPP_APP_SECRET || !WHATSAPP_PHONE_NUMBER_ID) throw notConfigured();
  const expected = createHmac('sha256', WHATSAPP_APP_SECRET).update(body).digest('hex');
  if (!sameSecret(signature ?? '', `sha256=${expected}`)) throw badSignature();
  const { messages, statuses } = readEvent(parsed(body), WHATSAPP_PHONE_NUMBER_ID);
  for (const status of statuses) await takeStatus(job, status);
  for (const message of messages) await takeMessage(job, message);
}

/** One that comes again finds itself handled; handling it twice at once changes nothing more either. */
async function takeMessage(job: InboundJob, message: Message): Promise<void> {
  const at = Number(message.timestamp) * 1_000;
  if (!(at > job.now - MAX_AGE_MS && at < job.now + MAX_AHEAD_MS)) return;
  if (!/^\d{6,15}$/.test(message.from) || (await isHandled(job.db, message.id))) return;
  const address = `+${message.from}`;
  const phones = await phonesOf(job.db, address);
  if (phones.length === 0) return;
  const written = new Date(at).toISOString();
  const isStop = STOP.test(message.text?.body ?? '');
  await batch(job.db, [noteWritten(job.db, address, written), ...(isStop ? [stopPhone(job.db, address)] : [])]);
  if (isStop) job.log('info', 'phone unsubscribed', { channels: phones.map(({ id }) => id) });
  const payload = message.button?.payload ?? message.interactive?.button_reply?.id;
  const button = payload === undefined ? undefined : readButton(payload);
  const phone = phones.find(({ tenant_id }) => tenant_id === button?.place.tenant_id);
  if (button && phone) await actByButton(job, { ...button, phone, message_id: message.id, at });
  await batch(job.db, [insertHandled(job.db, message.id, new Date(job.now).toISOString())]);
}

/** What became of a message of ours: refused after all, delivered, read. */
async function takeStatus(
  { db, now }: InboundJob,
  { id, status, errors, biz_opaque_callback_data }: Status,
): Promise<void> {
  const place = readTag(biz_opaque_callback_data ?? '');
  if (!place) return;
  if (status === 'failed') {
    const { code, title = '' } = errors?.[0] ?? {};
    const tags = { tenant: place.tenant_id, project: place.project_id, delivery: place.id };
    const detail = `${code ?? ''} ${title}`.trim();
    await batch(db, [bounceDelivery(db, tags, { reason: reasonOf(code), detail, at: new Date(now).toISOString() })]);
  } else if (status === 'delivered' || status === 'read') {
    await batch(db, [noteDelivery(db, { ...place, provider_id: id }, status)]);
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function notConfigured(): AppError {
  return new AppError('unavailable', 'webhook.not_configured', 'This installation has no secret for these webhooks.');
}

function badSignature(): AppError {
  return new AppError('unauthenticated', 'webhook.bad_signature', 'This message is not signed by its sender.');
}
