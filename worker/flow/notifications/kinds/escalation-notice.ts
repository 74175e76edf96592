/** What the next person is told of a critical alert that nobody has taken on. */
import type { Kind } from '../../../tenants/deliveries/index.ts';
import { formatsOf } from '../../../words/format.ts';
import { LANGUAGES } from '../../../words/languages.ts';
import type { Locale } from '../../../words/locales.ts';
import { noticesIn } from '../../../words/notices.ts';
import { explain } from '../../../words/sentence.ts';
import { findAlert } from '../../alerts/index.ts';
import { type AlertContent, alertPath } from './alert-notice.ts';
import { footOf, readerOf } from './reader.ts';
import type { Told } from './told.ts';

/** The snapshot: the alert, and how long it had waited. */
export interface EscalationContent extends AlertContent {
  waited_minutes: number;
}

/** Goes out at once, whatever else its reader had today; not any more when somebody has acted meanwhile. */
export const escalationKind: Kind = {
  async compose(job, delivery) {
    const content = JSON.parse(delivery.content!) as EscalationContent;
    const reading = await readerOf(job, delivery, { always: true });
    if ('suppressed' in reading) return reading;
    if (!reading.mayAct) return { suppressed: 'not_allowed' };
    if (!reading.takesMail) return { suppressed: 'switched_off' };
    const { to, project, site } = reading;
    const alert = await findAlert(job.db, delivery.tenant_id, content.alert_id, project.id);
    if (alert?.status !== 'pending') return { suppressed: 'taken_on' };
    const words = noticesIn(to.locale);
    const { title, body } = tellEscalation(delivery.kind, content, to.locale);
    const foot = footOf(reading);
    const notice = {
      ...foot,
      why: { ...foot.why, text: words.whyNext(project.name) },
      subject: `${title} · ${project.name}`,
      paragraphs: [title, body],
      action: { label: words.openAlert, url: `${site}${alertPath(project.id, content.alert_id)}` },
      severity: content.severity,
    };
    return { to, notice };
  },
};

/** A title and a sentence for the list in the dashboard. */
export function tellEscalation(_: string, content: EscalationContent, locale: Locale): Told {
  const words = noticesIn(locale);
  const { title, payload, currency, waited_minutes } = content;
  const sentence = explain(LANGUAGES[locale], payload, currency) ?? payload.explanation;
  const waited = words.waitingFor(formatsOf(locale).number(waited_minutes));
  return { title: `${words.unacknowledged}: ${title}`, body: `${waited} ${sentence}` };
}
