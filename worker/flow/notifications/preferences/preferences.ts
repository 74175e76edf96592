/** Pure: the defaults, how a change joins them, and which ways a person wants. */
import type { Role } from '../../../tenants/auth/index.ts';
import type { DigestHour, Occasion, Severity } from '../occasion.ts';
import { BUSINESS_EVENTS, type BusinessEvent, type Preferences, type PreferencesInput, type Way } from './schema.ts';

export const DEFAULTS: Preferences = {
  enabled: true,
  events: Object.fromEntries(BUSINESS_EVENTS.map((name) => [name, false])) as Preferences['events'],
  severities: {
    in_app: ['info', 'warning', 'critical'],
    email: ['warning', 'critical'],
    push: ['warning', 'critical'],
    whatsapp: ['critical'],
  },
  ledger_heads: false,
  quiet_hours: null,
  timezone: null,
  daily_limit: 20,
  digest: 'off',
  digest_at: '08:00',
  digest_whatsapp: false,
};

/** Preferences after a change; what it does not name stays. */
export function changed(before: Preferences, { events, severities, ...rest }: PreferencesInput): Preferences {
  return {
    ...before,
    ...rest,
    events: { ...before.events, ...events },
    severities: { ...before.severities, ...severities },
  };
}

/** Whether a member wants the daily heads, and may have them. */
export function wantsHeads({ role, preferences }: { role: Role; preferences: Preferences }): boolean {
  return role === 'owner' && preferences.enabled && preferences.ledger_heads;
}

/** Whether somebody takes mails about alerts at all: who has ended them, by the link in a mail too, gets none. */
export function takesMail({ enabled, severities }: Preferences): boolean {
  return enabled && severities.email.length > 0;
}

/** What of an occasion decides who hears of it. */
type Wish = Pick<Occasion, 'severity' | 'event' | 'digest'>;

/** The ways by which somebody wants to hear of an occasion. A business event that is switched on goes into the list and by mail. */
export function waysFor(preferences: Preferences, { severity, event, digest }: Wish): Way[] {
  const { enabled, events, severities } = preferences;
  if (!enabled) return [];
  if (digest !== undefined) {
    if (!isChosen(preferences, digest)) return [];
    return ['in_app', 'email', ...(preferences.digest_whatsapp ? (['whatsapp'] as const) : [])];
  }
  const ways = new Set<Way>();
  if (event !== undefined && events[event]) for (const way of ['in_app', 'email'] as const) ways.add(way);
  if (event === undefined || isAlso(event)) {
    for (const way of Object.keys(severities) as Way[]) if (severities[way].includes(severity)) ways.add(way);
  }
  return [...ways];
}

/** Whether somebody chose the digest, and that hour for it. */
function isChosen(
  { digest, digest_at, timezone }: Pick<Preferences, 'digest' | 'digest_at' | 'timezone'>,
  hour: DigestHour,
): boolean {
  const isThen = hour.at === undefined || (digest_at === hour.at && (timezone ?? '') === hour.timezone);
  return digest === hour.kind && isThen;
}

/** What a channel of the project gets. */
type ChannelChoice = Pick<Preferences, 'digest' | 'digest_at'> & {
  severities: readonly Severity[];
  events: readonly BusinessEvent[];
};

/** Whether a channel of the project is to get an occasion. */
export function channelWants(channel: ChannelChoice, { severity, event, digest }: Wish): boolean {
  const { severities, events } = channel;
  if (digest !== undefined) return isChosen({ ...channel, timezone: null }, digest);
  if (event !== undefined && events.includes(event)) return true;
  return (event === undefined || isAlso(event)) && severities.includes(severity);
}

/** Events that are told of by a rule's alert, which has a severity too. */
function isAlso(event: BusinessEvent): boolean {
  return event === 'checkout_abandoned';
}
