/** When a message to a reader may go out: quiet hours, windows and the day's limit. What is critical knows neither quiet hours nor limit. */
import { Temporal } from 'temporal-polyfill';
import type { Env } from '../../../base/env.ts';
import { MINUTE_MS } from '../../../shared/durations.ts';
import {
  type Delivery,
  type DeliveryJob,
  deliveryId,
  findDelivery,
  type Turn,
} from '../../../tenants/deliveries/index.ts';
import { findRecipient } from '../personal/personal-store.ts';
import { DEFAULTS } from '../preferences/preferences.ts';
import { quietUntil } from '../preferences/quiet.ts';
import type { Preferences } from '../preferences/schema.ts';
import { findMember, findTold } from '../store.ts';

/** In a window so many messages go out one by one; the rest waits for its end, and is one message. */
const ONE_BY_ONE = 3;
const WINDOW_MS = 10 * MINUTE_MS;
/** What is critical waits less. */
const CRITICAL_PART = 1 / 10;
/** Business events have windows of their own (`sources/flood.ts`). */
const UNBOUND = 1_000_000;
/** How soon the end of an alert is looked at again while its beginning is on its way. */
const SOON_MS = MINUTE_MS / 2;

/** Asked before the first try of a message about a project. Undefined where its reader is gone: what is said to them then is decided later. */
export async function turnOf(job: DeliveryJob, delivery: Delivery): Promise<Turn | undefined> {
  const reader = await clockOf(job, delivery);
  if (!reader) return undefined;
  const before = delivery.kind === 'alert.resolved' ? await afterRaised(job, delivery) : undefined;
  return before ?? turnBy(reader, delivery, { now: job.now, window_ms: windowOf(job.env) });
}

/** What is sent alone or together, by the reader's clock (pure). */
export function turnBy(
  { preferences, zone }: Reader,
  { kind, severity, held }: Pick<Delivery, 'kind' | 'severity' | 'held'>,
  { now, window_ms }: { now: number; window_ms: number },
): Turn {
  const isCritical = severity === 'critical';
  const quiet = isCritical ? undefined : quietUntil(preferences.quiet_hours, zone, now);
  if (quiet !== undefined) return { not_before: quiet, together: true };
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const at = { timeZone: zone, plainTime: Temporal.PlainTime.from(preferences.digest_at) };
  const reopens_at = today.add({ days: 1 }).toZonedDateTime(at).epochMilliseconds;
  const day = {
    date: today.toString(),
    most: isCritical ? null : preferences.daily_limit,
    ...(preferences.digest === 'off' ? { reopens_at } : {}),
  };
  const window = isCritical ? window_ms * CRITICAL_PART : window_ms;
  const lane = isCritical ? 'critical' : laneOf(kind);
  // Of what has waited, the first takes the others along.
  if (held !== null) return { lane: isCritical ? 'critical waited' : 'waited', window_ms: window, most: 1, day };
  return { lane, window_ms: window, most: lane === 'events' ? UNBOUND : ONE_BY_ONE, day };
}

/** Alerts that were raised, those that are over, and everything else do not wait for each other. */
function laneOf(kind: string): string {
  return kind === 'alert.raised' || kind === 'alert.resolved' ? kind : 'events';
}

interface Reader {
  preferences: Pick<Preferences, 'quiet_hours' | 'daily_limit' | 'digest' | 'digest_at'>;
  zone: string;
}

/** Whose quiet hours and days count; a recipient beside the members has no quiet hours. */
async function clockOf(
  { db }: DeliveryJob,
  { tenant_id, project_id, recipient }: Delivery,
): Promise<Reader | undefined> {
  const whose = { tenant_id, project_id };
  const told = await findTold(db, whose);
  const isPerson = recipient.startsWith('usr_');
  const channel = isPerson ? undefined : await findRecipient(db, { ...whose, id: recipient });
  if (!told || (!isPerson && !channel)) return undefined;
  if (channel?.user_id === '') return { preferences: DEFAULTS, zone: told.timezone };
  const member = await findMember(db, whose, channel?.user_id ?? recipient);
  return member && { preferences: member.preferences, zone: member.preferences.timezone ?? told.timezone };
}

/** The end of an alert is told to whom its beginning was, after that. */
async function afterRaised({ db, now }: DeliveryJob, delivery: Delivery): Promise<Turn | undefined> {
  const { tenant_id, project_id, recipient, channel } = delivery;
  const { raised_at, alert_id } = JSON.parse(delivery.content ?? '{}') as { raised_at?: string; alert_id?: string };
  if (raised_at === undefined) return undefined;
  const id = deliveryId({ source_id: `${alert_id} raised`, recipient, channel, at: Date.parse(raised_at) });
  const raised = await findDelivery(db, { tenant_id, project_id, id });
  if (!raised || raised.state === 'suppressed' || raised.state === 'dead') return { suppressed: 'raised_not_sent' };
  if (raised.state === 'sent') return saidBoth(raised, delivery) ? { suppressed: 'told_as_over' } : undefined;
  // One that nobody has written yet will say that the alert is over; of one that is being sent, nobody knows.
  const isUnwritten = raised.composed === null && raised.trying_since === null && raised.carried_by === null;
  return isUnwritten ? { suppressed: 'told_as_over' } : { not_before: now + SOON_MS };
}

/** Whether the message of the beginning was written after the end was known. */
function saidBoth(raised: Delivery, { created_at }: Delivery): boolean {
  return raised.attempts === 1 && raised.settled_at !== null && raised.settled_at > created_at;
}

function windowOf({ NOTIFICATION_WINDOW_MS }: Env): number {
  return Number(NOTIFICATION_WINDOW_MS) || WINDOW_MS;
}
