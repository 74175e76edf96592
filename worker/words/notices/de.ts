/** Notifications in German. */
import type { NoticeWords } from '../notice-words.ts';

export const de: NoticeWords = {
  severities: { info: 'Hinweis', warning: 'Warnung', critical: 'Kritisch' },
  resolved: 'Erledigt',
  unacknowledged: 'Noch hat sich niemand darum gekümmert',
  together: (n) => `${n} Mitteilungen`,
  andMore: (n) => `Und ${n} weitere.`,
  showAll: 'Alle zeigen',
  waitingFor: (minutes) => `Er wurde vor ${minutes} Minuten ausgelöst, und niemand hat ihn bestätigt.`,
  whyNext: (project) => `Du bekommst das, weil du bei ${project} als Nächstes gefragt wirst.`,
  openAlert: 'Alarm öffnen',
  acts: { acknowledge: 'Übernehmen', snooze: '1 h zurückstellen' },
  whatsapp: {
    consent:
      'Ich stimme zu, Alarme von Signalbox per WhatsApp an diese Nummer zu bekommen. Ich kann das jederzeit beenden: in Signalbox oder mit der Antwort STOP.',
    template: 'Neues von Signalbox: {{1}}.\n\n{{2}}\n\nMehr in Signalbox.',
    open: 'Öffnen',
    acknowledged: (title) => `Übernommen: ${title}`,
    snoozed: (title) => `Für eine Stunde zurückgestellt: ${title}`,
    tooLate: (title) => `Zu spät, es hat sich inzwischen geändert: ${title}`,
    notAllowed: (title) => `Du darfst bei diesem Alarm nichts tun: ${title}`,
  },
  overAlready: 'Er ist inzwischen vorbei.',
  conditionCleared: 'Die Bedingung gilt nicht mehr.',
  resolvedBy: (name) => `${name} hat ihn erledigt.`,
  why: (project) => `Du bekommst das, weil du ${project} auf Signalbox folgst.`,
  whyRecipient: (project) => `Du bekommst das, weil diese Adresse E-Mails zu ${project} auf Signalbox zugestimmt hat.`,
  change: 'Ändern, was du bekommst',
  unsubscribe: (project) => `Keine E-Mails mehr zu ${project}`,
  events: {
    lead_created: 'Neuer Lead',
    signup: 'Neue Registrierung',
    payment_succeeded: 'Zahlung eingegangen',
    payment_failed: 'Zahlung fehlgeschlagen',
    checkout_abandoned: 'Kauf abgebrochen',
    build_failed: 'Build fehlgeschlagen',
  },
  eventAt: (time) => `Um ${time}.`,
  moreEvents: (n, minutes) => `${n} weitere innerhalb von ${minutes} Minuten.`,
  openEvents: 'Ereignisse zeigen',
  confirmMail: {
    subject: (project) => `E-Mails zu ${project}: Möchtest du sie?`,
    text: (project) =>
      `Jemand hat diese Adresse bei ${project} auf Signalbox eingetragen, damit sie Alarme per E-Mail bekommt. Ohne deine Zustimmung wird nichts gesendet.`,
    action: 'Ja, bitte senden',
    note: 'Wenn du das Projekt nicht kennst, ignoriere diese E-Mail.',
  },
  confirmPage: {
    title: 'E-Mails von Signalbox',
    text: (project) => `Möchtest du Alarme zu ${project} an diese Adresse bekommen?`,
    button: 'Ja, bitte senden',
    done: (project) => `Ab jetzt bekommst du Alarme zu ${project}. Jede E-Mail hat einen Link, der sie beendet.`,
  },
  unsubscribePage: {
    title: 'Keine E-Mails mehr',
    text: (project) => `Möchtest du keine E-Mails mehr zu ${project}?`,
    button: 'Keine E-Mails mehr',
    done: (project) => `Du bekommst keine E-Mails mehr zu ${project}.`,
  },
  heads: {
    subject: (project, day) => `${project}: Nachweis deiner Ereignisse, ${day}`,
    text: (project, day) =>
      `Die Zeile unten ist ein signierter Nachweis aller Ereignisse von ${project}, die bis zum Ende des ${day} (UTC) eingegangen sind.`,
    keep: 'Bewahre diese E-Mail dort auf, wo niemand von Signalbox schreiben kann. Mit ihr kannst du später feststellen, ob eines dieser Ereignisse geändert oder entfernt wurde.',
    action: 'Die öffentliche Datei des Tages',
  },
  test: { subject: (project) => `Test: ${project}`, text: (project) => `Nachrichten zu ${project} kommen hier an.` },
};
