/** Reports in Italian. */
import type { ReportWords } from '../report-words.ts';

export const it: ReportWords = {
  titles: { daily: 'Report giornaliero', weekly: 'Report settimanale' },
  numbers: 'Numeri chiave',
  alerts: 'Avvisi',
  noAlerts: 'Nessun avviso.',
  moreAlerts: { one: '# altro avviso', other: '# altri avvisi' },
  noisy: 'Regole a cui nessuno reagisce',
  noisyRule: (raised, ignored) => `${raised} avvisi, di cui ${ignored} senza reazione`,
  actions: 'Prossime azioni',
  noActions: 'Non resta nulla da fare.',
  action: {
    follow_up_leads: { other: 'Ricontatta # lead' },
    win_back_checkouts: { one: 'Recupera # acquisto abbandonato', other: 'Recupera # acquisti abbandonati' },
    review_failed_payments: { one: 'Controlla # pagamento non riuscito', other: 'Controlla # pagamenti non riusciti' },
    set_up_rules: { other: 'Crea la prima regola' },
  },
  open: 'Apri il report',
};
