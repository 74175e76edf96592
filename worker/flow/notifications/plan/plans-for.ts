/** Pure: what one person is told of an occasion, and how. */
import { type ChannelName, datedId, deliveryId, heldAs, type NewDelivery } from '../../../tenants/deliveries/index.ts';
import type { ChannelRow } from '../channels/channel-store.ts';
import type { Row } from '../in-app/store.ts';
import type { Occasion } from '../occasion.ts';
import { channelWants, waysFor } from '../preferences/preferences.ts';
import { quietUntil } from '../preferences/quiet.ts';
import type { Way } from '../preferences/schema.ts';
import type { Member } from '../store.ts';

/** A row of the list in the dashboard, or a message to be sent. */
export interface Plan {
  row?: Row;
  delivery?: NewDelivery;
}

/** Ways that go to the channels that a person has set up; mail is one message a person. */
const KIND_OF: Partial<Record<Way, ChannelName>> = { push: 'web_push', whatsapp: 'whatsapp' };

/** Who is told, and the channels that they have set up. */
type Audience = Pick<Member, 'user_id' | 'preferences'> & { own?: readonly Pick<ChannelRow, 'id' | 'kind'>[] };

/** The plans of one person, one a way. In their quiet hours only what is critical goes out; the rest follows when they end. */
export function plansFor(occasion: Occasion, person: Audience, { zone, now }: { zone: string; now: number }): Plan[] {
  const { quiet_hours, timezone } = person.preferences;
  const send_at = occasion.severity === 'critical' ? undefined : quietUntil(quiet_hours, timezone ?? zone, now);
  const also_by = person.preferences.enabled ? (occasion.also_by ?? []) : [];
  const ways = new Set([...waysFor(person.preferences, occasion), ...also_by]);
  return [...ways].flatMap((way): Plan[] => {
    if (way === 'in_app') return [{ row: rowOf(occasion, person.user_id) }];
    const own = (person.own ?? []).filter(({ kind }) => kind === KIND_OF[way]);
    const recipients = way === 'email' ? [{ id: person.user_id, kind: way }] : own;
    return recipients.map(({ id, kind }) => ({
      delivery: waiting(deliveryFor(occasion, id, kind), occasion, send_at),
    }));
  });
}

/** What may go out with others when it has waited. The end of an alert may not: its beginning may not be out yet. */
const TOGETHER = new Set(['alert.raised', 'event', 'event.summary']);

/** A message that waits until an instant (ms), if there is one. */
function waiting(delivery: NewDelivery, { type }: Occasion, send_at: number | undefined): NewDelivery {
  if (send_at === undefined) return delivery;
  return { ...delivery, send_at, ...(TOGETHER.has(type) ? { held: heldAs(delivery) } : {}) };
}

/** The plan of a channel of the project's own, one at most. */
export function plansForChannel(occasion: Occasion, channel: ChannelRow): Plan[] {
  if (channel.user_id !== '' || !channelWants(channel, occasion)) return [];
  return [{ delivery: deliveryFor(occasion, channel.id, channel.kind) }];
}

/** The message of an occasion to a person or channel. */
export function deliveryFor(occasion: Occasion, recipient: string, channel: ChannelName): NewDelivery {
  const { source_id, type: kind, tenant_id, project_id, severity, content, at } = occasion;
  const id = deliveryId({ source_id, recipient, channel, at });
  return { id, tenant_id, project_id, channel, kind, source_id, recipient, severity, content: JSON.stringify(content) };
}

function rowOf(occasion: Occasion, user_id: string): Row {
  const { tenant_id, project_id, type, severity, group_key, content, subject } = occasion;
  const { id, at, rev, count } = subject;
  return {
    tenant_id,
    user_id,
    id: datedId('ntf', at, `${id} ${user_id}`),
    project_id,
    type,
    severity,
    group_key,
    content,
    count,
    rev,
    read_at: null,
    created_at: new Date(at).toISOString(),
  };
}
