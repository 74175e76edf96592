/** Who a message goes to, asked anew when it goes out: whose membership, rights or consent ended meanwhile gets nothing. */
import { ownSite } from '../../../base/http/site.ts';
import { permissionsOfRole } from '../../../tenants/auth/index.ts';
import type { Delivery, DeliveryJob, Notice, Reader } from '../../../tenants/deliveries/index.ts';
import { matchLocale } from '../../../words/locales.ts';
import { noticesIn } from '../../../words/notices.ts';
import type { DigestHour, Severity } from '../occasion.ts';
import { findRecipient } from '../personal/personal-store.ts';
import { maySee } from '../plan/may-see.ts';
import { channelWants, takesMail, wantsHeads, waysFor } from '../preferences/preferences.ts';
import type { BusinessEvent, Way } from '../preferences/schema.ts';
import { findMember, findTold, type Member } from '../store.ts';
import { linkToken, type Subject } from '../unsubscribe/token.ts';

/** What decides whether somebody wants to hear of something. */
interface About {
  severity: Severity;
  event?: BusinessEvent;
  digest?: DigestHour;
}

/** What a message may say about its reader and project. */
export interface Reading {
  to: Reader;
  /** Whether the reader still wants to hear of something. */
  wants(about: About): boolean;
  isMember: boolean;
  /** Whether they take mails about alerts at all. */
  takesMail: boolean;
  /** Whether they may acknowledge alerts. */
  mayAct: boolean;
  project: { id: string; name: string; timezone: string };
  /** Base of links. */
  site: string;
  unsubscribe_url: string;
}

/** What the reader must still want: a business event or daily heads by their switches, a digest; or they are asked no such thing. */
interface Wanted {
  event?: BusinessEvent;
  digest?: DigestHour;
  always?: boolean;
  heads?: boolean;
}

/** The reader of a delivery, or why they get nothing any more (a code). */
export async function readerOf(
  job: DeliveryJob,
  delivery: Delivery,
  wanted: Wanted,
): Promise<Reading | { suppressed: string }> {
  const { tenant_id, project_id, recipient } = delivery;
  const whose = { tenant_id, project_id };
  const told = await findTold(job.db, whose);
  if (!told) return { suppressed: 'project_not_in_use' };
  const found = await (recipient.startsWith('chn_')
    ? channelReader(job, delivery)
    : memberReader(job, { ...delivery, way: 'email' }));
  if ('suppressed' in found) return found;
  const { to, member, wants } = found;
  const { always, heads, ...other } = wanted;
  const isWanted =
    always ||
    (heads ? member !== undefined && wantsHeads(member) : wants({ severity: delivery.severity ?? 'info', ...other }));
  if (!isWanted) return { suppressed: 'switched_off' };
  const site = ownSite(job.env) ?? '';
  const token = linkToken(job.env, 'unsubscribe', { ...whose, recipient });
  const unsubscribe_url = `${site}/v1/webhooks/unsubscribe/${token}`;
  const mayAct = member !== undefined && permissionsOfRole(member.role).has('alerts:acknowledge');
  const project = { id: project_id, ...told };
  const isTaken = member === undefined || takesMail(member.preferences);
  return { to, wants, takesMail: isTaken, isMember: member !== undefined, mayAct, project, site, unsubscribe_url };
}

/** Whom a message is for, and what they want; `member` where it is a member or a channel of theirs. */
type Found = (Pick<Reading, 'to' | 'wants'> & { member?: Member }) | { suppressed: string };

async function memberReader(
  { db }: DeliveryJob,
  { tenant_id, project_id, recipient, way }: Pick<Delivery, keyof Subject> & { way: Way },
): Promise<Found> {
  const member = await findMember(db, { tenant_id, project_id }, recipient);
  if (!member) return { suppressed: 'not_a_member' };
  if (!maySee(member)) return { suppressed: 'not_allowed' };
  const wants = (about: About) => waysFor(member.preferences, about).includes(way);
  return { to: { email: member.email, locale: member.locale }, wants, member };
}

async function channelReader(job: DeliveryJob, delivery: Delivery): Promise<Found> {
  const channel = await findRecipient(job.db, { ...delivery, id: delivery.recipient });
  if (channel?.state !== 'active') return { suppressed: channel ? `channel_${channel.state}` : 'channel_removed' };
  if (channel.user_id !== '') {
    const way = channel.kind === 'web_push' ? 'push' : 'whatsapp';
    return await memberReader(job, { ...delivery, recipient: channel.user_id, way });
  }
  const to = { email: channel.address, locale: matchLocale(channel.locale) ?? 'en' };
  return { to, wants: (about) => channelWants(channel, about) };
}

/** The foot of every notification: why one gets it, where to change or end that. */
export function footOf({
  to,
  isMember,
  project,
  site,
  unsubscribe_url,
}: Reading): Pick<Notice, 'why' | 'locale' | 'unsubscribe'> {
  const words = noticesIn(to.locale);
  const unsubscribe = { label: words.unsubscribe(project.name), url: unsubscribe_url };
  const settings = `${site}/settings/notifications?project=${project.id}`;
  const why = isMember
    ? { text: words.why(project.name), label: words.change, url: settings }
    : { text: words.whyRecipient(project.name) };
  return { locale: to.locale, why, unsubscribe };
}
