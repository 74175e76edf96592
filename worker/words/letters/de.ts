/** The mails in German. */
import type { Letters } from '../letter-words.ts';

const ROLES = { owner: 'Inhaber', admin: 'Admin', editor: 'Bearbeiter', viewer: 'Betrachter' };
const NOT_ME = 'Das war ich nicht: neues Passwort festlegen';

export const de: Letters = {
  confirm: {
    subject: 'Bestätige deine E-Mail-Adresse',
    text: 'Willkommen bei Signalbox. Folge dem Link, um deine Adresse zu bestätigen und dein Konto zu öffnen.',
    action: 'Meine Adresse bestätigen',
    note: 'Der Link gilt einmal, 24 Stunden lang. Falls du dich nicht registriert hast, ignoriere diese E-Mail: Es entsteht kein Konto.',
  },
  known: (url) => ({
    subject: 'Du hast bereits ein Konto',
    text: 'Jemand, vielleicht du selbst, hat sich mit dieser Adresse registriert. Sie hat schon ein Konto: Melde dich einfach an.',
    action: 'Anmelden',
    note: `Passwort vergessen? Ein neues gibt es unter ${url}`,
  }),
  reset: {
    subject: 'Neues Passwort festlegen',
    text: 'Jemand, vielleicht du selbst, hat ein neues Passwort angefordert. Folge dem Link, um eines zu wählen.',
    action: 'Neues Passwort wählen',
    note: 'Der Link gilt einmal, eine Stunde lang. Falls du nichts angefordert hast, ignoriere diese E-Mail: Dein Passwort bleibt, wie es ist.',
  },
  passwordChanged: {
    subject: 'Das Passwort wurde geändert',
    text: 'Das Passwort deines Signalbox-Kontos wurde gerade geändert. Wenn du das warst, ist nichts weiter zu tun.',
    action: NOT_ME,
  },
  secondFactorChanged: {
    subject: 'Der zweite Faktor wurde geändert',
    text: 'Der zweite Faktor deines Signalbox-Kontos wurde gerade geändert. Wenn du das warst, ist nichts weiter zu tun.',
    action: NOT_ME,
  },
  newDevice: (from) => ({
    subject: 'Eine neue Anmeldung',
    text: `Jemand hat sich mit einem bisher unbekannten Browser bei deinem Signalbox-Konto angemeldet: ${from}. Wenn du das warst, ist nichts weiter zu tun.`,
    action: 'Sehen, wo ich angemeldet bin',
    note: 'Wenn du das nicht warst, melde das Gerät dort ab und lege ein neues Passwort fest.',
  }),
  passkeyAdded: (name) => ({
    subject: 'Ein Passkey wurde hinzugefügt',
    text: `Der Passkey ${name} wurde gerade zu deinem Signalbox-Konto hinzugefügt. Er öffnet das Konto ohne Passwort. Wenn du das warst, ist nichts weiter zu tun.`,
    action: 'Meine Passkeys ansehen',
    note: 'Wenn du das nicht warst, entferne ihn dort und lege ein neues Passwort fest.',
  }),
  invitation: ({ inviter, tenant, role }) => ({
    subject: `Einladung zu ${tenant}`,
    text: `${inviter ?? 'Jemand'} lädt dich zu ${tenant} auf Signalbox ein, als ${ROLES[role]}.`,
    action: 'Einladung annehmen',
    note: 'Der Link gilt einmal, sieben Tage lang. Falls du den Absender nicht kennst, ignoriere diese E-Mail.',
  }),
  workspaceLeaves: ({ tenant, date }) => ({
    subject: `${tenant} wird am ${date} gelöscht`,
    text: `${tenant} auf Signalbox wurde soeben geschlossen. Die Schlüssel gelten nicht mehr; am ${date} wird alles darin endgültig gelöscht. Bis dahin können Inhaber ihn behalten, und du kannst exportieren, was du brauchst.`,
    action: 'Arbeitsbereich behalten',
    note: 'Wenn du das wolltest, ist nichts weiter zu tun.',
  }),
  accountLeaves: ({ date }) => ({
    subject: `Dein Konto wird am ${date} gelöscht`,
    text: `Du wolltest dein Signalbox-Konto löschen. Alle Geräte sind abgemeldet. Am ${date} wird es endgültig gelöscht, zusammen mit den Arbeitsbereichen, in denen sonst niemand ist. Warst du das nicht, behalte es und wähle ein neues Passwort.`,
    action: 'Mein Konto behalten',
    note: 'Der Link gilt bis zu diesem Tag. Du kannst dich auch einfach anmelden.',
  }),
  deleted: ({ what, name }) => ({
    subject: what === 'workspace' ? `${name} ist gelöscht` : 'Dein Konto ist gelöscht',
    text:
      what === 'workspace'
        ? `${name} und alles darin wurde aus Signalbox gelöscht.`
        : `Dein Signalbox-Konto ${name} wurde gelöscht. Was andere Arbeitsbereiche in ihren Protokollen über dich festgehalten haben, bleibt bei ihnen.`,
    action: 'Den Schlüssel ansehen, der die Quittung unterschrieben hat',
    note: 'Unten stehen die unterschriebene Quittung und die Liste, deren SHA-256 sie nennt. Bewahre diese Mail auf: Wir behalten nur die Quittung, die niemanden nennt.',
  }),
};
