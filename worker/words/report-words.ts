/** What each language has to say in reports: in mails, on their page, in the list of notifications. */
import type { Forms } from './language.ts';

/** What there is to do, as reports offer it. */
export type ActionName = 'follow_up_leads' | 'win_back_checkouts' | 'review_failed_payments' | 'set_up_rules';

/** The words of one language. Arguments are names and numbers that are formatted already. */
export interface ReportWords {
  titles: Record<'daily' | 'weekly', string>;
  numbers: string;
  alerts: string;
  noAlerts: string;
  /** More than those that are listed. */
  moreAlerts: Forms;
  noisy: string;
  /** Of so many alerts nobody did anything about so many. */
  noisyRule(raised: string, ignored: string): string;
  actions: string;
  noActions: string;
  action: Record<ActionName, Forms>;
  open: string;
}
