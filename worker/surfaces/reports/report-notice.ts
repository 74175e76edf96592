/** The mail of a report: written from what was frozen, in the reader's language. */
import { footOf, type ReportContent, readerOf, reportPath, tellReport } from '../../flow/notifications/index.ts';
import type { Kind, NoticeSection } from '../../tenants/deliveries/index.ts';
import { formatsOf } from '../../words/format.ts';
import type { Language } from '../../words/language.ts';
import { LANGUAGES } from '../../words/languages.ts';
import type { Locale } from '../../words/locales.ts';
import { noticesIn } from '../../words/notices.ts';
import { reportsIn } from '../../words/reports.ts';
import { explain, metricName } from '../../words/sentence.ts';
import type { ReportBody, ReportNumber } from './schema.ts';
import { findReport } from './store.ts';

/** Alerts that a mail lists; its page lists more. */
const MAX_ALERTS = 5;

/** Mails of a digest, to whoever still wants them. */
export const reportKind: Kind = {
  async compose(job, delivery) {
    const content = JSON.parse(delivery.content!) as ReportContent;
    const reading = await readerOf(job, delivery, { digest: { kind: content.kind } });
    if ('suppressed' in reading) return reading;
    const { tenant_id, project_id } = delivery;
    const row = await findReport(job.db, { tenant_id, project_id, id: content.report_id });
    if (!row) return { suppressed: 'report_gone' };
    const { to, project, site, isMember } = reading;
    const { title, body } = tellReport('report', content, to.locale);
    const notice = {
      ...footOf(reading),
      subject: `${title} · ${project.name}`,
      paragraphs: [title],
      // What other channels have room for.
      summary: body,
      sections: sectionsOf(row.body, row.currency, to.locale),
      // Whoever is no member has no account to open it with; the mail holds all that matters.
      ...(isMember && { action: { label: reportsIn(to.locale).open, url: site + reportPath(project_id, content) } }),
    };
    return { to, notice };
  },
};

/** Numbers with what moved them, alerts, noisy rules, what there is to do. */
export function sectionsOf(body: ReportBody, currency: string, locale: Locale): NoticeSection[] {
  const [words, formats] = [reportsIn(locale), formatsOf(locale)];
  const { numbers, alerts, alerts_raised, noisy_rules, next_actions } = body;
  const shown = alerts.slice(0, MAX_ALERTS);
  const more = alerts_raised - shown.length;
  return [
    { title: words.numbers, rows: numbers.map((number) => numberRow(number, currency, locale)) },
    {
      title: words.alerts,
      rows: shown.map(({ title, severity, payload, currency: own }) => ({
        label: `${noticesIn(locale).severities[severity]}: ${title}`,
        text: explain(LANGUAGES[locale], payload, own) ?? payload.explanation,
      })),
      ...(alerts_raised === 0 ? { text: words.noAlerts } : {}),
      ...(more > 0 ? { text: formats.plural(more, words.moreAlerts) } : {}),
    },
    ...(noisy_rules.length > 0
      ? [
          {
            title: words.noisy,
            rows: noisy_rules.map(({ title, raised, ignored }) => ({
              label: title,
              text: words.noisyRule(formats.number(raised), formats.number(ignored)),
            })),
          },
        ]
      : []),
    ...(next_actions.length > 0
      ? [
          {
            title: words.actions,
            rows: next_actions.map(({ action, count, more }) => ({
              label: formats.plural(count, words.action[action]) + (more ? '+' : ''),
            })),
          },
        ]
      : []),
  ];
}

function numberRow(number: ReportNumber, currency: string, locale: Locale) {
  const { metric, unit, value, previous, delta_pct, parts, reason, explanation } = number;
  const formats = formatsOf(locale);
  const told = { metric, unit, observed: value, expected: previous, threshold: null, parts, reason };
  return {
    label: capital(metricName(LANGUAGES[locale], metric), locale),
    value: value === null ? '–' : formats.value(value, unit, currency),
    ...(delta_pct === null ? {} : { change: changeText(delta_pct, formats) }),
    text: explain(LANGUAGES[locale], told, reason.currency) ?? explanation,
  };
}

/** `▲ 12 %`: which way, in a sign too. */
function changeText(percent: number, formats: ReturnType<typeof formatsOf>): string {
  const sign = Math.abs(percent) < 0.05 ? '=' : percent > 0 ? '▲' : '▼';
  return `${sign} ${formats.percent(Math.abs(percent))}`;
}

const capital = (text: string, locale: Language['locale']) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
