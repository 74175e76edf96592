/** Web Push: encrypted for one device (RFC 8291), handed to the service of its browser (RFC 8030). */
import { encryptNotification } from '@block65/webcrypto-web-push';
import { sha256 } from '../../../base/crypto.ts';
import { batch } from '../../../base/db.ts';
import { callOut, type Reply } from '../../../base/http/outbound.ts';
import { refusalOf } from '../../../base/http/outbound-address.ts';
import {
  type Channel,
  type DeliveryJob,
  type Notice,
  type Outcome,
  type Parcel,
  shortText,
} from '../../../tenants/deliveries/index.ts';
import type { Severity } from '../occasion.ts';
import { deleteChannel, findRecipient } from '../personal/personal-store.ts';
import { readSubscription } from './subscription.ts';
import { vapidOf } from './vapid.ts';

/** How long a service keeps a push for a device that is off. */
const TTL_S = 24 * 3_600;
const URGENCY: Record<Severity, string> = { critical: 'high', warning: 'normal', info: 'low' };
const MAX_TITLE = 120;
const MAX_BODY = 400;

export const webPushChannel: Channel = {
  // A device shows one notification of a tag: the same push again takes the place of the first.
  idempotentFor: () => TTL_S * 1_000,
  async send(job, parcel, signal) {
    const vapid = await vapidOf(job.env);
    if (!vapid) return { state: 'suppressed', reason: 'not_configured' };
    const device = await findRecipient(job.db, { ...parcel.delivery, id: parcel.delivery.recipient });
    if (!device) return { state: 'suppressed', reason: 'channel_removed' };
    if (refusalOf(device.address, job)) return { state: 'dead', reason: 'bad_address' };
    const keys = readSubscription(job.env, device);
    const data = Buffer.from(JSON.stringify(payloadOf(parcel)));
    const body = await encryptNotification({ endpoint: device.address, expirationTime: null, keys }, data);
    const authorization = await vapid.authorize(device.address, job.now);
    const headers = { ...headersOf(parcel), authorization };
    try {
      const reply = await callOut(device.address, { method: 'POST', headers, body, signal }, job);
      if (reply.status === 404 || reply.status === 410) await batch(job.db, [deleteChannel(job.db, device)]);
      return outcomeOf(job, reply);
    } catch (error) {
      // Its words may hold the endpoint, which is a secret of the device.
      job.log('debug', 'push failed', { error: (error as Error).name });
      return { state: 'failed', reason: signal.aborted ? 'timeout' : 'unreachable', maybe_sent: true };
    }
  },
};

function headersOf({ delivery, notice }: Parcel): Record<string, string> {
  return {
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
    ttl: String(TTL_S),
    urgency: URGENCY[delivery.severity ?? 'info'],
    // While a device is off, a later push of the same topic takes the place of the one before (RFC 8030, section 5.4).
    topic: topicOf(delivery.id, notice),
  };
}

/** 32 characters of base64url at most, and nothing that the service could read. */
function topicOf(id: string, { topic = id }: Notice): string {
  return sha256(topic).slice(0, 32);
}

/** What `web/public/sw.js` shows. */
function payloadOf({ delivery, notice }: Parcel) {
  const { subject, alert, action, locale } = notice;
  const { pathname, search } = new URL(action?.url ?? '/', 'https://dashboard.invalid');
  return {
    title: cut(subject, MAX_TITLE),
    body: cut(shortText(notice), MAX_BODY),
    tag: topicOf(delivery.id, notice),
    url: pathname + search,
    locale,
    stays: delivery.severity === 'critical',
    alert: alert ?? null,
  };
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}

function outcomeOf({ now }: DeliveryJob, { status, headers }: Reply): Outcome {
  const detail = String(status);
  if (status >= 200 && status < 300) return { state: 'sent' };
  if (status === 404 || status === 410) return { state: 'suppressed', reason: 'device_gone', detail };
  if (status === 401 || status === 403) return { state: 'failed', reason: 'not_allowed', detail };
  const after_ms = patienceOf(headers.get('retry-after'), now);
  if (status === 429) return { state: 'failed', reason: 'rate_limited', detail, after_ms };
  if (status === 408 || status >= 500) return { state: 'failed', reason: 'unavailable', detail, after_ms };
  return { state: 'dead', reason: 'refused', detail };
}

/** `Retry-After` in ms: seconds, or a date. */
function patienceOf(value: string | null, now: number): number {
  if (!value) return 0;
  const seconds = Number(value);
  return Math.max(Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - now || 0, 0);
}
