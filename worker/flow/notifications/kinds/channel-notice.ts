/** What a channel itself is sent: the question whether it wants mails, and a message that tries it out. */
import { ownSite } from '../../../base/http/site.ts';
import type { Kind } from '../../../tenants/deliveries/index.ts';
import { matchLocale } from '../../../words/locales.ts';
import { noticesIn } from '../../../words/notices.ts';
import { findChannel } from '../channels/channel-store.ts';
import { findTold } from '../store.ts';
import { linkToken } from '../unsubscribe/token.ts';
import { footOf, readerOf } from './reader.ts';

/** Asks a recipient for consent; the one message that goes to who has not agreed. */
export const confirmKind: Kind = {
  async compose(job, { tenant_id, project_id, recipient }) {
    const whose = { tenant_id, project_id };
    const [told, channel] = [await findTold(job.db, whose), await findChannel(job.db, { ...whose, id: recipient })];
    if (!told || channel?.state !== 'pending') return { suppressed: 'not_asked_any_more' };
    const locale = matchLocale(channel.locale) ?? 'en';
    const { subject, text, action, note } = noticesIn(locale).confirmMail;
    const token = linkToken(job.env, 'confirm', { ...whose, recipient });
    const url = `${ownSite(job.env) ?? ''}/v1/webhooks/recipients/${token}`;
    const notice = {
      locale,
      subject: subject(told.name),
      paragraphs: [text(told.name)],
      action: { label: action, url },
      note,
    };
    return { to: { email: channel.address, locale }, notice };
  },
};

/** Shows that a channel works. */
export const testKind: Kind = {
  async compose(job, delivery) {
    const reading = await readerOf(job, delivery, { always: true });
    if ('suppressed' in reading) return reading;
    const { subject, text } = noticesIn(reading.to.locale).test;
    const { name } = reading.project;
    return { to: reading.to, notice: { ...footOf(reading), subject: subject(name), paragraphs: [text(name)] } };
  },
};
