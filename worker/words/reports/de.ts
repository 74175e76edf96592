/** Reports in German. */
import type { ReportWords } from '../report-words.ts';

export const de: ReportWords = {
  titles: { daily: 'Tagesbericht', weekly: 'Wochenbericht' },
  numbers: 'Wichtige Zahlen',
  alerts: 'Alarme',
  noAlerts: 'Es gab keinen Alarm.',
  moreAlerts: { one: '# weiterer Alarm', other: '# weitere Alarme' },
  noisy: 'Regeln, auf die niemand reagiert',
  noisyRule: (raised, ignored) => `${raised} Alarme, davon ${ignored} ohne Reaktion`,
  actions: 'Nächste Schritte',
  noActions: 'Es ist nichts mehr zu tun.',
  action: {
    follow_up_leads: { one: '# Lead nachfassen', other: '# Leads nachfassen' },
    win_back_checkouts: { one: '# abgebrochenen Kauf zurückgewinnen', other: '# abgebrochene Käufe zurückgewinnen' },
    review_failed_payments: { one: '# fehlgeschlagene Zahlung prüfen', other: '# fehlgeschlagene Zahlungen prüfen' },
    set_up_rules: { other: 'Die erste Regel anlegen' },
  },
  open: 'Bericht öffnen',
};
