/** Notifications in French. */
import type { NoticeWords } from '../notice-words.ts';

export const fr: NoticeWords = {
  severities: { info: 'Info', warning: 'Avertissement', critical: 'Critique' },
  resolved: 'Résolue',
  unacknowledged: 'Personne ne s’en est encore chargé',
  together: (n) => `${n} notifications`,
  andMore: (n) => `Et ${n} de plus.`,
  showAll: 'Tout afficher',
  waitingFor: (minutes) => `Elle s’est déclenchée il y a ${minutes} minutes et personne ne l’a prise en charge.`,
  whyNext: (project) => `Vous recevez ceci parce que vous êtes la prochaine personne à prévenir pour ${project}.`,
  openAlert: 'Ouvrir l’alerte',
  acts: { acknowledge: 'Prendre en charge', snooze: 'Mettre en veille 1 h' },
  whatsapp: {
    consent:
      'J’accepte de recevoir des alertes de Signalbox par WhatsApp à ce numéro. Je peux y mettre fin à tout moment : dans Signalbox ou en répondant STOP.',
    template: 'Du nouveau sur Signalbox : {{1}}.\n\n{{2}}\n\nPlus dans Signalbox.',
    open: 'Ouvrir',
    acknowledged: (title) => `Prise en charge : ${title}`,
    snoozed: (title) => `Mise en veille une heure : ${title}`,
    tooLate: (title) => `Trop tard, elle a changé entre-temps : ${title}`,
    notAllowed: (title) => `Vous ne pouvez pas agir sur cette alerte : ${title}`,
  },
  overAlready: 'Elle a pris fin entre-temps.',
  conditionCleared: 'La condition n’est plus remplie.',
  resolvedBy: (name) => `${name} l’a résolue.`,
  why: (project) => `Vous recevez ceci parce que vous suivez ${project} sur Signalbox.`,
  whyRecipient: (project) =>
    `Vous recevez ceci parce que cette adresse a accepté des e-mails au sujet de ${project} sur Signalbox.`,
  change: 'Modifier ce que vous recevez',
  unsubscribe: (project) => `Plus d’e-mails au sujet de ${project}`,
  events: {
    lead_created: 'Nouveau prospect',
    signup: 'Nouvelle inscription',
    payment_succeeded: 'Paiement reçu',
    payment_failed: 'Paiement échoué',
    checkout_abandoned: 'Commande abandonnée',
    build_failed: 'Échec du build',
  },
  eventAt: (time) => `À ${time}.`,
  moreEvents: (n, minutes) => `${n} de plus en ${minutes} minutes.`,
  openEvents: 'Voir les événements',
  confirmMail: {
    subject: (project) => `E-mails au sujet de ${project} : les voulez-vous ?`,
    text: (project) =>
      `Quelqu’un a ajouté cette adresse à ${project} sur Signalbox pour recevoir ses alertes par e-mail. Rien n’est envoyé sans votre accord.`,
    action: 'Oui, les envoyer',
    note: 'Si vous ne connaissez pas le projet, ignorez cet e-mail.',
  },
  confirmPage: {
    title: 'E-mails de Signalbox',
    text: (project) => `Voulez-vous recevoir les alertes de ${project} à cette adresse ?`,
    button: 'Oui, les envoyer',
    done: (project) =>
      `Vous recevez désormais les alertes de ${project}. Chaque e-mail contient un lien pour ne plus les recevoir.`,
  },
  unsubscribePage: {
    title: 'Plus d’e-mails',
    text: (project) => `Voulez-vous ne plus recevoir d’e-mails au sujet de ${project} ?`,
    button: 'Plus d’e-mails',
    done: (project) => `Vous ne recevez plus d’e-mails au sujet de ${project}.`,
  },
  heads: {
    subject: (project, day) => `${project} : preuve de vos événements, ${day}`,
    text: (project, day) =>
      `La ligne ci-dessous est une preuve signée de tous les événements de ${project} reçus jusqu’à la fin du ${day} (UTC).`,
    keep: 'Conservez cet e-mail là où personne chez Signalbox ne peut écrire. Il vous permettra de vérifier plus tard si l’un de ces événements a été modifié ou supprimé.',
    action: 'Le fichier public du jour',
  },
  test: {
    subject: (project) => `Essai : ${project}`,
    text: (project) => `Les messages sur ${project} arrivent ici.`,
  },
};
