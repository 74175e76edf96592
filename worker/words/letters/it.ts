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
  invitation: ({ inviter, tenant, role }) => ({
    subject: `Invito a ${tenant}`,
    text: `${inviter ?? 'Qualcuno'} ti invita in ${tenant} su Signalbox, con il ruolo di ${ROLES[role]}.`,
    action: 'Accetta l’invito',
    note: 'Il link funziona una volta, per sette giorni. Se non conosci il mittente, ignora questa e-mail.',
  }),
};
