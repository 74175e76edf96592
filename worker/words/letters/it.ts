/** The mails in Italian. */
import type { Letters } from '../letter-words.ts';

const ROLES = { owner: 'proprietario', admin: 'amministratore', editor: 'redattore', viewer: 'lettore' };
const NOT_ME = 'Non sono stato io: imposta una nuova password';

export const it: Letters = {
  confirm: {
    subject: 'Conferma il tuo indirizzo e-mail',
    text: 'Ti diamo il benvenuto in Signalbox. Segui il link per confermare il tuo indirizzo e aprire il tuo account.',
    action: 'Conferma il mio indirizzo',
    note: 'Il link funziona una volta, per 24 ore. Se non ti sei registrato, ignora questa e-mail: non viene creato alcun account.',
  },
  known: (url) => ({
    subject: 'Hai già un account',
    text: 'Qualcuno, forse tu, si è registrato con questo indirizzo, che ha già un account. Ti basta accedere.',
    action: 'Accedi',
    note: `Hai dimenticato la password? Chiedine una nuova su ${url}`,
  }),
  reset: {
    subject: 'Imposta una nuova password',
    text: 'Qualcuno, forse tu, ha chiesto una nuova password. Segui il link per sceglierla.',
    action: 'Scegli una nuova password',
    note: 'Il link funziona una volta, per un’ora. Se non l’hai chiesta tu, ignora questa e-mail: la tua password resta la stessa.',
  },
  passwordChanged: {
    subject: 'La password è cambiata',
    text: 'La password del tuo account Signalbox è appena cambiata. Se sei stato tu, non devi fare nulla.',
    action: NOT_ME,
  },
  secondFactorChanged: {
    subject: 'Il secondo fattore è cambiato',
    text: 'Il secondo fattore del tuo account Signalbox è appena cambiato. Se sei stato tu, non devi fare nulla.',
    action: NOT_ME,
  },
  newDevice: (from) => ({
    subject: 'Un nuovo accesso',
    text: `Qualcuno ha effettuato l’accesso al tuo account Signalbox con un browser sconosciuto finora: ${from}. Se sei stato tu, non devi fare nulla.`,
    action: 'Vedi dove ho effettuato l’accesso',
    note: 'Se non sei stato tu, disconnetti lì quel dispositivo e imposta una nuova password.',
  }),
  passkeyAdded: (name) => ({
    subject: 'È stata aggiunta una passkey',
    text: `La passkey ${name} è appena stata aggiunta al tuo account Signalbox. Apre l’account senza password. Se sei stato tu, non devi fare nulla.`,
    action: 'Vedi le mie passkey',
    note: 'Se non sei stato tu, rimuovila lì e imposta una nuova password.',
  }),
  invitation: ({ inviter, tenant, role }) => ({
    subject: `Invito a ${tenant}`,
    text: `${inviter ?? 'Qualcuno'} ti invita in ${tenant} su Signalbox, con il ruolo di ${ROLES[role]}.`,
    action: 'Accetta l’invito',
    note: 'Il link funziona una volta, per sette giorni. Se non conosci il mittente, ignora questa e-mail.',
  }),
  workspaceLeaves: ({ tenant, date }) => ({
    subject: `${tenant} verrà eliminato il ${date}`,
    text: `${tenant} è stato appena chiuso su Signalbox. Le sue chiavi non funzionano più; il ${date} tutto ciò che contiene verrà eliminato per sempre. Fino ad allora un proprietario può conservarlo e tu puoi esportare ciò che ti serve.`,
    action: 'Conserva lo spazio di lavoro',
    note: 'Se era quello che volevi, non devi fare nulla.',
  }),
  accountLeaves: ({ date }) => ({
    subject: `Il tuo account verrà eliminato il ${date}`,
    text: `Hai chiesto di eliminare il tuo account Signalbox. Tutti i dispositivi sono stati scollegati. Il ${date} sparirà per sempre, insieme agli spazi di lavoro in cui non c’è nessun altro. Se non sei stato tu, conservalo e scegli una nuova password.`,
    action: 'Conserva il mio account',
    note: 'Il link funziona fino a quel giorno. Puoi anche semplicemente accedere.',
  }),
  deleted: ({ what, name }) => ({
    subject: what === 'workspace' ? `${name} è stato eliminato` : 'Il tuo account è stato eliminato',
    text:
      what === 'workspace'
        ? `${name} e tutto ciò che conteneva è stato eliminato da Signalbox.`
        : `Il tuo account Signalbox ${name} è stato eliminato. Ciò che altri spazi di lavoro hanno annotato su di te nei loro registri di controllo resta presso di loro.`,
    action: 'Vedi la chiave che ha firmato la ricevuta',
    note: 'Qui sotto ci sono la ricevuta firmata e l’elenco di cui riporta lo SHA-256. Conserva questa e-mail: noi conserviamo solo la ricevuta, che non nomina nessuno.',
  }),
};
