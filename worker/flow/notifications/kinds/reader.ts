/** Who a message goes to, asked anew when it goes out: whose membership, rights or consent ended meanwhile gets nothing. */
import { ownSite } from '../../../base/http/site.ts';
import type { Delivery, DeliveryJob, Notice, Reader } from '../../../tenants/deliveries/index.ts';
import { matchLocale } from '../../../words/locales.ts';
import { noticesIn } from '../../../words/notices.ts';
import { findChannel } from '../channels/channel-store.ts';
import { maySee } from '../plan/may-see.ts';
import { channelWants, waysFor } from '../preferences/preferences.ts';
import type { BusinessEvent } from '../preferences/schema.ts';
import { findMember, findTold } from '../store.ts';
import { linkToken } from '../unsubscribe/token.ts';

/** What a message may say about its reader and project. */
export interface Reading {
  to: Reader;
  isMember: boolean;
  project: { id: string; name: string; timezone: string };
  /** Base of links. */
  site: string;
  unsubscribe_url: string;
}

/** What the reader must still want: a business event by its switch; or they are asked no such thing. */
interface Wanted {
  event?: BusinessEvent;
  always?: boolean;
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
  const to = recipient.startsWith('chn_')
    ? await channelReader(job, delivery, wanted)
    : await memberReader(job, delivery, wanted);
  if ('suppressed' in to) return to;
  const site = ownSite(job.env) ?? '';
  const token = linkToken(job.env, 'unsubscribe', { ...whose, recipient });
  const unsubscribe_url = `${site}/v1/webhooks/unsubscribe/${token}`;
  return { to, isMember: recipient.startsWith('usr_'), project: { id: project_id, ...told }, site, unsubscribe_url };
}

async function memberReader(
  { db }: DeliveryJob,
  { tenant_id, project_id, recipient, severity }: Delivery,
  { event, always }: Wanted,
): Promise<Reader | { suppressed: string }> {
  const person = await findMember(db, { tenant_id, project_id }, recipient);
  if (!person) return { suppressed: 'not_a_member' };
  if (!maySee(person)) return { suppressed: 'not_allowed' };
  const isWanted = always || waysFor(person.preferences, { severity: severity ?? 'info', event }).includes('email');
  return isWanted ? { email: person.email, locale: person.locale } : { suppressed: 'switched_off' };
}

async function channelReader(
  { db }: DeliveryJob,
  { tenant_id, project_id, recipient, severity }: Delivery,
  { event, always }: Wanted,
): Promise<Reader | { suppressed: string }> {
  const channel = await findChannel(db, { tenant_id, project_id, id: recipient });
  if (channel?.state !== 'active') return { suppressed: channel ? `channel_${channel.state}` : 'channel_removed' };
  if (!always && !channelWants(channel, { severity: severity ?? 'info', event })) return { suppressed: 'switched_off' };
  return { email: channel.address, locale: matchLocale(channel.locale) ?? 'en' };
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
