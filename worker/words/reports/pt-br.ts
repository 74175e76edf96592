/** Reports in Brazilian Portuguese. */
import type { ReportWords } from '../report-words.ts';

export const ptBR: ReportWords = {
  titles: { daily: 'Relatório diário', weekly: 'Relatório semanal' },
  numbers: 'Números principais',
  alerts: 'Alertas',
  noAlerts: 'Nenhum alerta foi gerado.',
  moreAlerts: { one: 'mais # alerta', other: 'mais # alertas' },
  noisy: 'Regras a que ninguém reage',
  noisyRule: (raised, ignored) => `${raised} alertas, ${ignored} deles sem reação`,
  actions: 'Próximas ações',
  noActions: 'Não há nada a fazer.',
  action: {
    follow_up_leads: { one: 'Entre em contato com # lead', other: 'Entre em contato com # leads' },
    win_back_checkouts: { one: 'Recupere # checkout', other: 'Recupere # checkouts' },
    review_failed_payments: { one: 'Revise # pagamento com falha', other: 'Revise # pagamentos com falha' },
    set_up_rules: { other: 'Crie sua primeira regra' },
  },
  open: 'Abrir o relatório',
};
