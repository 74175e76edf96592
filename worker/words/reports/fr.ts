/** Reports in French. */
import type { ReportWords } from '../report-words.ts';

export const fr: ReportWords = {
  titles: { daily: 'Rapport quotidien', weekly: 'Rapport hebdomadaire' },
  numbers: 'Chiffres clés',
  alerts: 'Alertes',
  noAlerts: 'Aucune alerte.',
  moreAlerts: { one: '# autre alerte', other: '# autres alertes' },
  noisy: 'Règles auxquelles personne ne réagit',
  noisyRule: (raised, ignored) => `${raised} alertes, dont ${ignored} sans réaction`,
  actions: 'Prochaines actions',
  noActions: 'Il ne reste rien à faire.',
  action: {
    follow_up_leads: { one: 'Relancez # prospect', other: 'Relancez # prospects' },
    win_back_checkouts: { one: 'Récupérez # commande abandonnée', other: 'Récupérez # commandes abandonnées' },
    review_failed_payments: { one: 'Vérifiez # paiement échoué', other: 'Vérifiez # paiements échoués' },
    set_up_rules: { other: 'Créez votre première règle' },
  },
  open: 'Ouvrir le rapport',
};
