/** What a phone is sent besides notifications: the code that shows whose it is, and what became of a button. */
import { type Kind, unseal } from '../../../tenants/deliveries/index.ts';
import { matchLocale } from '../../../words/locales.ts';
import { noticesIn } from '../../../words/notices.ts';
import { footOf, readerOf } from '../kinds/reader.ts';
import { findRecipient } from '../personal/personal-store.ts';
import { findTold } from '../store.ts';

/** What became of a button. */
export interface AnswerContent {
  answer: 'acknowledged' | 'snoozed' | 'tooLate' | 'notAllowed';
  title: string;
}

/** The one message to a phone that is not confirmed. */
export const codeKind: Kind = {
  async compose(job, { id, tenant_id, project_id, recipient, content }) {
    const whose = { tenant_id, project_id };
    const phone = await findRecipient(job.db, { ...whose, id: recipient });
    if (!(await findTold(job.db, whose)) || phone?.state !== 'pending') return { suppressed: 'not_asked_any_more' };
    const { code } = JSON.parse(unseal(job.env, id, content!)) as { code: string };
    const locale = matchLocale(phone.locale) ?? 'en';
    return { to: { email: '', locale }, notice: { locale, subject: '', paragraphs: [], code } };
  },
};

export const answerKind: Kind = {
  async compose(job, delivery) {
    const reading = await readerOf(job, delivery, { always: true });
    if ('suppressed' in reading) return reading;
    const { answer, title } = JSON.parse(delivery.content!) as AnswerContent;
    const subject = noticesIn(reading.to.locale).whatsapp[answer](title);
    return { to: reading.to, notice: { ...footOf(reading), subject, paragraphs: [] } };
  },
};
