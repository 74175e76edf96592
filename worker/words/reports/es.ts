/** Reports in Spanish. */
import type { ReportWords } from '../report-words.ts';

export const es: ReportWords = {
  titles: { daily: 'Informe diario', weekly: 'Informe semanal' },
  numbers: 'Cifras clave',
  alerts: 'Alertas',
  noAlerts: 'No hubo ninguna alerta.',
  moreAlerts: { one: '# alerta más', other: '# alertas más' },
  noisy: 'Reglas a las que nadie reacciona',
  noisyRule: (raised, ignored) => `${raised} alertas, ${ignored} de ellas sin reacción`,
  actions: 'Próximas acciones',
  noActions: 'No queda nada por hacer.',
  action: {
    follow_up_leads: { one: 'Contacta a # interesado', other: 'Contacta a # interesados' },
    win_back_checkouts: { one: 'Recupera # compra abandonada', other: 'Recupera # compras abandonadas' },
    review_failed_payments: { one: 'Revisa # pago fallido', other: 'Revisa # pagos fallidos' },
    set_up_rules: { other: 'Crea tu primera regla' },
  },
  open: 'Abrir el informe',
};
