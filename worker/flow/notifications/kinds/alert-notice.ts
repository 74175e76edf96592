/** What is said of an alert: in mails, and in the list of the dashboard. */
import type { Kind } from '../../../tenants/deliveries/index.ts';
import { LANGUAGES } from '../../../words/languages.ts';
import type { Locale } from '../../../words/locales.ts';
import { noticesIn } from '../../../words/notices.ts';
import { explain } from '../../../words/sentence.ts';
import { type Alert, findAlert } from '../../alerts/index.ts';
import type { BusinessEvent } from '../preferences/schema.ts';
import { footOf, readerOf } from './reader.ts';
import type { Told } from './told.ts';

/** The snapshot of an alert. */
export interface AlertContent {
  alert_id: string;
  title: string;
  severity: Alert['severity'];
  currency: string | null;
  payload: Alert['payload'];
  raised_at?: string;
  resolved_by?: string;
  event?: BusinessEvent;
}

/** Mails of an alert that was raised or is over. */
export const alertKind: Kind = {
  async compose(job, delivery) {
    const content = JSON.parse(delivery.content!) as AlertContent;
    const reading = await readerOf(job, delivery, content);
    if ('suppressed' in reading) return reading;
    const { to, project, site } = reading;
    const words = noticesIn(to.locale);
    const { title, body } = tellAlert(delivery.kind, content, to.locale);
    const now = await findAlert(job.db, delivery.tenant_id, content.alert_id, delivery.project_id);
    const isOver = delivery.kind !== 'alert.resolved' && now?.status === 'resolved';
    const url = `${site}${alertPath(project.id, content.alert_id)}`;
    const { id: project_id } = project;
    const { acknowledge, snooze } = words.acts;
    const isOpen = delivery.kind === 'alert.raised' && now?.status === 'pending';
    const notice = {
      ...footOf(reading),
      subject: `${title} · ${project.name}`,
      paragraphs: [title, body, ...(isOver ? [words.overAlready] : [])],
      action: { label: words.openAlert, url },
      severity: content.severity,
      topic: content.alert_id,
      ...(isOpen && reading.mayAct ? { alert: { id: content.alert_id, project_id, acknowledge, snooze } } : {}),
    };
    return { to, notice };
  },
};

/** A title and a sentence for the list in the dashboard. */
export function tellAlert(type: string, content: AlertContent, locale: Locale): Told {
  const words = noticesIn(locale);
  const { title, severity, payload, currency, resolved_by } = content;
  const sentence = explain(LANGUAGES[locale], payload, currency) ?? payload.explanation;
  if (type !== 'alert.resolved') return { title: `${words.severities[severity]}: ${title}`, body: sentence };
  const isCleared = resolved_by === undefined || resolved_by === 'condition_cleared';
  return {
    title: `${words.resolved}: ${title}`,
    body: isCleared ? words.conditionCleared : words.resolvedBy(resolved_by),
  };
}

/** Where an alert is shown. */
export function alertPath(project_id: string, alert_id: string): string {
  return `/alerts?${new URLSearchParams({ project: project_id, alert: alert_id })}`;
}
