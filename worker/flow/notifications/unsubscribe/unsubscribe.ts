/** What the links in mails do, without signing in: end mails about a project, or agree to get them. */
import { batch } from '../../../base/db.ts';
import { missing } from '../../../base/errors.ts';
import type { DeliveryJob } from '../../../tenants/deliveries/index.ts';
import type { Locale } from '../../../words/locales.ts';
import { matchLocale } from '../../../words/locales.ts';
import { findChannel, updateChannel } from '../channels/channel-store.ts';
import { changed } from '../preferences/preferences.ts';
import { upsertPreferences } from '../preferences/preferences-store.ts';
import { findMember, findTold } from '../store.ts';
import { type Purpose, readToken, type Subject } from './token.ts';

/** Who a link is about, for its page. */
export interface Linked {
  subject: Subject;
  project: string;
  locale: Locale;
}

const isChannel = ({ recipient }: Subject) => recipient.startsWith('chn_');

/** Who a token is about; throws `missing` for one that we did not sign, or whose person, channel or project is gone. */
export async function readLink(job: Pick<DeliveryJob, 'env' | 'db'>, purpose: Purpose, token: string): Promise<Linked> {
  const subject = readToken(job.env, purpose, token);
  if (!subject) throw missing('link');
  const told = await findTold(job.db, subject);
  const locale = await localeOf(job, subject);
  if (!told || !locale) throw missing('link');
  return { subject, project: told.name, locale };
}

async function localeOf({ db }: Pick<DeliveryJob, 'db'>, subject: Subject): Promise<Locale | undefined> {
  const { recipient, ...whose } = subject;
  if (!isChannel(subject)) return (await findMember(db, whose, recipient))?.locale;
  const channel = await findChannel(db, { ...whose, id: recipient });
  return channel && (matchLocale(channel.locale) ?? 'en');
}

/** Ends all mails about the project to a person or address; again is the same. */
export async function unsubscribe(job: Pick<DeliveryJob, 'env' | 'db' | 'now'>, token: string): Promise<Linked> {
  const linked = await readLink(job, 'unsubscribe', token);
  const { recipient, ...whose } = linked.subject;
  const now = new Date(job.now).toISOString();
  if (isChannel(linked.subject)) {
    await batch(job.db, [updateChannel(job.db, { ...whose, id: recipient }, { state: 'unsubscribed' })]);
    return linked;
  }
  const member = await findMember(job.db, whose, recipient);
  if (!member) throw missing('link');
  const events = Object.fromEntries(Object.keys(member.preferences.events).map((name) => [name, false]));
  const after = changed(member.preferences, { events, severities: { email: [] }, digest: 'off', ledger_heads: false });
  await batch(job.db, [upsertPreferences(job.db, { ...whose, user_id: recipient }, after, now)]);
  return linked;
}

/** A recipient agrees to get mails; again is the same, also after they have unsubscribed. */
export async function confirmRecipient(job: Pick<DeliveryJob, 'env' | 'db' | 'now'>, token: string): Promise<Linked> {
  const linked = await readLink(job, 'confirm', token);
  const { recipient, ...whose } = linked.subject;
  const change = { state: 'active', confirmed_at: new Date(job.now).toISOString() } as const;
  await batch(job.db, [updateChannel(job.db, { ...whose, id: recipient }, change)]);
  return linked;
}
