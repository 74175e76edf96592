/** Notifications in Italian. */
import type { NoticeWords } from '../notice-words.ts';

export const it: NoticeWords = {
  severities: { info: 'Nota', warning: 'Avviso', critical: 'Critico' },
  resolved: 'Risolto',
  unacknowledged: 'Nessuno se ne è ancora occupato',
  together: (n) => `${n} notifiche`,
  andMore: (n) => `E altre ${n}.`,
  showAll: 'Mostra tutte',
  waitingFor: (minutes) => `È scattato ${minutes} minuti fa e nessuno lo ha preso in carico.`,
  whyNext: (project) => `Ricevi questo messaggio perché sei la prossima persona da avvisare per ${project}.`,
  openAlert: 'Apri l’avviso',
  acts: { acknowledge: 'Prendi in carico', snooze: 'Posticipa di 1 ora' },
  whatsapp: {
    consent:
      'Accetto di ricevere avvisi da Signalbox via WhatsApp a questo numero. Posso smettere in qualsiasi momento: in Signalbox o rispondendo STOP.',
    template: 'Novità da Signalbox: {{1}}.\n\n{{2}}\n\nAltro su Signalbox.',
    open: 'Apri',
    acknowledged: (title) => `Preso in carico: ${title}`,
    snoozed: (title) => `Posticipato di un’ora: ${title}`,
    tooLate: (title) => `Troppo tardi, nel frattempo è cambiato: ${title}`,
    notAllowed: (title) => `Non puoi agire su questo avviso: ${title}`,
  },
  overAlready: 'Nel frattempo è terminato.',
  conditionCleared: 'La condizione non vale più.',
  resolvedBy: (name) => `${name} lo ha risolto.`,
  why: (project) => `Ricevi questo messaggio perché segui ${project} su Signalbox.`,
  whyRecipient: (project) =>
    `Ricevi questo messaggio perché questo indirizzo ha accettato le e-mail su ${project} in Signalbox.`,
  change: 'Cambia ciò che ricevi',
  unsubscribe: (project) => `Niente più e-mail su ${project}`,
  events: {
    lead_created: 'Nuovo contatto',
    signup: 'Nuova registrazione',
    payment_succeeded: 'Pagamento ricevuto',
    payment_failed: 'Pagamento non riuscito',
    checkout_abandoned: 'Acquisto abbandonato',
    build_failed: 'Build non riuscita',
  },
  eventAt: (time) => `Alle ${time}.`,
  moreEvents: (n, minutes) => `Altri ${n} in ${minutes} minuti.`,
  openEvents: 'Mostra gli eventi',
  confirmMail: {
    subject: (project) => `E-mail su ${project}: vuoi riceverle?`,
    text: (project) =>
      `Qualcuno ha aggiunto questo indirizzo a ${project} su Signalbox perché riceva gli avvisi per e-mail. Senza il tuo consenso non viene inviato nulla.`,
    action: 'Sì, inviale',
    note: 'Se non conosci il progetto, ignora questa e-mail.',
  },
  confirmPage: {
    title: 'E-mail da Signalbox',
    text: (project) => `Vuoi ricevere gli avvisi su ${project} a questo indirizzo?`,
    button: 'Sì, inviali',
    done: (project) => `Da ora ricevi gli avvisi su ${project}. Ogni e-mail contiene un link per non riceverli più.`,
  },
  unsubscribePage: {
    title: 'Niente più e-mail',
    text: (project) => `Vuoi smettere di ricevere e-mail su ${project}?`,
    button: 'Niente più e-mail',
    done: (project) => `Non ricevi più e-mail su ${project}.`,
  },
  heads: {
    subject: (project, day) => `${project}: prova dei tuoi eventi, ${day}`,
    text: (project, day) =>
      `La riga qui sotto è una prova firmata di tutti gli eventi di ${project} ricevuti fino alla fine del ${day} (UTC).`,
    keep: 'Conserva questa e-mail dove nessuno di Signalbox può scrivere. Con essa potrai verificare in seguito se uno di questi eventi è stato modificato o rimosso.',
    action: 'Il file pubblico del giorno',
  },
  test: { subject: (project) => `Prova: ${project}`, text: (project) => `I messaggi su ${project} arrivano qui.` },
};
