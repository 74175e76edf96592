/** A button in a chat acts as the person whose phone it is: with their rights of now, on the alert that the message told of. */
import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { HOUR_MS } from '../../../shared/durations.ts';
import { permissionsOfRole } from '../../../tenants/auth/index.ts';
import {
  type DeliveryJob,
  deliveryId,
  findDelivery,
  recordDeliveries,
  sendDeliveries,
} from '../../../tenants/deliveries/index.ts';
import { acknowledgeAlert, snoozeAlert } from '../../alerts/index.ts';
import type { ChannelRow } from '../channels/channel-store.ts';
import type { AlertContent } from '../kinds/alert-notice.ts';
import { findMember, findTold } from '../store.ts';
import type { Act, Place } from './buttons.ts';
import type { AnswerContent } from './chat-kinds.ts';

/** A webhook being handled. */
export type InboundJob = DeliveryJob & { request_id: string };

interface Pressed {
  act: Act;
  /** The delivery that the button came with. */
  place: Place;
  /** The phone that it came back from. */
  phone: ChannelRow;
  message_id: string;
  /** When it was pressed (ms). */
  at: number;
}

/** Acts, and answers in the chat. A button of a message that went to another phone does nothing. */
export async function actByButton(job: InboundJob, pressed: Pressed): Promise<void> {
  const { place, phone } = pressed;
  const delivery = await findDelivery(job.db, place);
  if (delivery?.recipient !== phone.id || delivery.content === null) return;
  const { alert_id, title } = JSON.parse(delivery.content) as Partial<AlertContent>;
  if (!alert_id) return;
  const ctx = await ctxOf(job, pressed);
  const answer = ctx ? await attempt(ctx, pressed, alert_id) : 'notAllowed';
  await reply(job, pressed, { answer, title: title ?? '' });
}

/** The person as an actor; undefined for who is no member any more, or whose project is not in use. */
async function ctxOf(job: InboundJob, { place, phone }: Pressed): Promise<Ctx | undefined> {
  const { tenant_id, project_id } = place;
  const [told, member] = [await findTold(job.db, place), await findMember(job.db, place, phone.user_id)];
  if (!told || !member) return undefined;
  const permissions = permissionsOfRole(member.role);
  const actor = { type: 'person', id: member.user_id, label: member.email, permissions } as const;
  return { ...job, tenant_id, project_id, actor };
}

async function attempt(ctx: Ctx, { act, at }: Pressed, alert_id: string): Promise<AnswerContent['answer']> {
  try {
    if (act === 'acknowledge') await acknowledgeAlert(ctx, alert_id);
    // Counted from the press, so that a message that comes late or twice ends the pause at the same time.
    else await snoozeAlert(ctx, alert_id, { until: new Date(at + HOUR_MS).toISOString() });
    return act === 'acknowledge' ? 'acknowledged' : 'snoozed';
  } catch (error) {
    const kind = error instanceof AppError ? error.kind : 'internal';
    if (kind === 'forbidden') return 'notAllowed';
    if (kind === 'conflict' || kind === 'missing' || kind === 'unprocessable') return 'tooLate';
    throw error;
  }
}

async function reply(
  job: InboundJob,
  { place, phone, message_id, at }: Pressed,
  content: AnswerContent,
): Promise<void> {
  const { tenant_id, project_id } = place;
  const id = deliveryId({ source_id: message_id, recipient: phone.id, channel: 'whatsapp', at });
  const sent = { id, tenant_id, project_id, recipient: phone.id, source_id: message_id };
  const delivery = { ...sent, channel: 'whatsapp', kind: 'chat.answer', content: JSON.stringify(content) } as const;
  await batch(job.db, recordDeliveries(job.db, [delivery], job.now));
  await sendDeliveries(job, [delivery]);
}
