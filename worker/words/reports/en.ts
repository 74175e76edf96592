/** Reports in English. */
import type { ReportWords } from '../report-words.ts';

export const en: ReportWords = {
  titles: { daily: 'Daily report', weekly: 'Weekly report' },
  numbers: 'Key numbers',
  alerts: 'Alerts',
  noAlerts: 'No alert was raised.',
  moreAlerts: { one: '# more alert', other: '# more alerts' },
  noisy: 'Rules that nobody reacts to',
  noisyRule: (raised, ignored) => `${raised} alerts, ${ignored} of them without a reaction`,
  actions: 'Next actions',
  noActions: 'Nothing left to do.',
  action: {
    follow_up_leads: { one: 'Follow up # lead', other: 'Follow up # leads' },
    win_back_checkouts: { one: 'Win back # checkout', other: 'Win back # checkouts' },
    review_failed_payments: { one: 'Review # failed payment', other: 'Review # failed payments' },
    set_up_rules: { other: 'Set up your first rule' },
  },
  open: 'Open the report',
};
