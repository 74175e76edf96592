/** WhatsApp by Meta's Cloud API: templates, or free text within a day of the person's last message. */
import { batch } from '../../../base/db.ts';
import { callOut, type Reply } from '../../../base/http/outbound.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/durations.ts';
import type { Channel, Delivery, DeliveryJob, Outcome } from '../../../tenants/deliveries/index.ts';
import { findTenant } from '../../../tenants/orgs/index.ts';
import { planOf } from '../../../tenants/plans/index.ts';
import { type ChannelRow, updateChannel } from '../channels/channel-store.ts';
import { findRecipient } from '../personal/personal-store.ts';
import { messageOf } from './message.ts';
import { refusedOutcome } from './refusal.ts';
import { messagesUrl, missingForWhatsApp } from './set-up.ts';
import { countMessage, dropOld } from './whatsapp-store.ts';

/** A little less than WhatsApp's own day, whose clock is not ours. */
const WINDOW_MS = DAY_MS - 5 * MINUTE_MS;
const KEPT_MESSAGES_DAYS = 2;
const KEPT_COUNTS_DAYS = 31;

export const whatsAppChannel: Channel = {
  // The Cloud API knows no ids of ours: what may be out is not handed over again.
  idempotentFor: () => 0,
  async send(job, parcel, signal) {
    if (missingForWhatsApp(job.env).length > 0) return { state: 'suppressed', reason: 'not_configured' };
    const phone = await findRecipient(job.db, { ...parcel.delivery, id: parcel.delivery.recipient });
    if (!phone) return { state: 'suppressed', reason: 'channel_removed' };
    if (!(await hasRoom(job, parcel.delivery))) return { state: 'suppressed', reason: 'daily_quota' };
    const message = messageOf(parcel, phone.address, hasWindow(phone, job.now));
    const headers = {
      authorization: `Bearer ${job.env.WHATSAPP_ACCESS_TOKEN}`,
      'content-type': 'application/json',
    };
    const call = { method: 'POST', headers, body: JSON.stringify(message), signal } as const;
    try {
      const reply = await callOut(messagesUrl(job.env), call, { env: job.env, configured: true });
      await learn(job, phone, reply);
      return outcomeOf(reply);
    } catch (error) {
      const reason = signal.aborted ? 'timeout' : 'unreachable';
      return { state: 'failed', reason, detail: (error as Error).name, maybe_sent: true };
    }
  },
};

/** What the Cloud API says of a message or a fault. */
interface Said {
  messages?: { id?: string }[];
  contacts?: { wa_id?: string }[];
  error?: { code?: number; message?: string };
}

function outcomeOf({ status, headers, json }: Reply): Outcome {
  const { messages, error } = (json ?? {}) as Said;
  const id = messages?.[0]?.id;
  if (status >= 200 && status < 300) return { state: 'sent', ...(id ? { provider_id: id } : {}) };
  const after_ms = 1_000 * Number(headers.get('retry-after') ?? 0) || 0;
  return refusedOutcome(status, error?.code, error?.message ?? '', after_ms);
}

/**
 * In some countries WhatsApp knows a number by other digits than people dial; answers come from those. A closed window is remembered,
 * so that the next try takes the template.
 */
async function learn({ db }: DeliveryJob, phone: ChannelRow, { status, json }: Reply): Promise<void> {
  const { contacts, error } = (json ?? {}) as Said;
  const known = contacts?.[0]?.wa_id;
  const address = status < 300 && known && /^\d{6,15}$/.test(known) ? `+${known}` : phone.address;
  const config = error?.code === 131047 ? { ...phone.config, last_inbound_at: null } : phone.config;
  if (address === phone.address && config === phone.config) return;
  await batch(db, [updateChannel(db, phone, { address, config })]);
}

function hasWindow({ config }: ChannelRow, now: number): boolean {
  const at = Date.parse(String(config.last_inbound_at ?? ''));
  return now - at < WINDOW_MS;
}

/** A try that is made again was counted by the first. */
async function hasRoom({ db, now }: DeliveryJob, { tenant_id, attempts }: Delivery): Promise<boolean> {
  if (attempts > 1) return true;
  const { whatsapps_per_day } = planOf((await findTenant(db, tenant_id))?.plan ?? '');
  return await countMessage(db, tenant_id, new Date(now).toISOString().slice(0, 10), whatsapps_per_day);
}

/** The daily job: forgets messages that were handled, and how many were sent a month ago. */
export async function purgeWhatsApp({ db, now }: Pick<DeliveryJob, 'db' | 'now'>): Promise<void> {
  const at = (days: number) => new Date(now - days * DAY_MS).toISOString();
  await batch(db, dropOld(db, at(KEPT_MESSAGES_DAYS), at(KEPT_COUNTS_DAYS).slice(0, 10)));
}
