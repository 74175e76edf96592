/** What the list in the dashboard says of a report; its mail is written where reports are. */
import { formatsOf } from '../../../words/format.ts';
import { LANGUAGES } from '../../../words/languages.ts';
import type { Locale } from '../../../words/locales.ts';
import type { Told as Numbers } from '../../../words/reason.ts';
import { reportsIn } from '../../../words/reports.ts';
import { explain } from '../../../words/sentence.ts';
import type { Period } from '../digests/periods.ts';
import type { Told } from './told.ts';

/** The snapshot of a report. */
export interface ReportContent extends Period {
  report_id: string;
  currency: string | null;
  /** Its first number; null where it has none. */
  payload: Numbers | null;
}

/** Which report it is, and what became of its first number. */
export function tellReport(_: string, { kind, from, to, currency, payload }: ReportContent, locale: Locale): Told {
  const title = `${reportsIn(locale).titles[kind]}: ${formatsOf(locale).days(from, to)}`;
  return { title, body: (payload && explain(LANGUAGES[locale], payload, currency)) ?? '' };
}

/** Where a report is shown. */
export function reportPath(project_id: string, { report_id }: Pick<ReportContent, 'report_id'>): string {
  return `/reports/view?${new URLSearchParams({ project: project_id, report: report_id })}`;
}
