/** The mails in French. */
import type { Letters } from '../letter-words.ts';

const ROLES = { owner: 'propriétaire', admin: 'administrateur', editor: 'éditeur', viewer: 'lecteur' };
const NOT_ME = 'Ce n’était pas moi : choisir un nouveau mot de passe';

export const fr: Letters = {
  confirm: {
    subject: 'Confirmez votre adresse e-mail',
    text: 'Bienvenue sur Signalbox. Suivez le lien pour confirmer votre adresse et ouvrir votre compte.',
    action: 'Confirmer mon adresse',
    note: 'Le lien fonctionne une fois, pendant 24 heures. Si vous ne vous êtes pas inscrit, ignorez cet e-mail : aucun compte n’est créé.',
  },
  known: (url) => ({
    subject: 'Vous avez déjà un compte',
    text: 'Quelqu’un, peut-être vous, s’est inscrit avec cette adresse, qui a déjà un compte. Connectez-vous plutôt.',
    action: 'Se connecter',
    note: `Mot de passe oublié ? Demandez-en un nouveau sur ${url}`,
  }),
  reset: {
    subject: 'Choisissez un nouveau mot de passe',
    text: 'Quelqu’un, peut-être vous, a demandé un nouveau mot de passe. Suivez le lien pour le choisir.',
    action: 'Choisir un nouveau mot de passe',
    note: 'Le lien fonctionne une fois, pendant une heure. Si vous n’avez rien demandé, ignorez cet e-mail : votre mot de passe reste le même.',
  },
  passwordChanged: {
    subject: 'Le mot de passe a changé',
    text: 'Le mot de passe de votre compte Signalbox vient de changer. Si c’était vous, il n’y a rien à faire.',
    action: NOT_ME,
  },
  secondFactorChanged: {
    subject: 'Le second facteur a changé',
    text: 'Le second facteur de votre compte Signalbox vient de changer. Si c’était vous, il n’y a rien à faire.',
    action: NOT_ME,
  },
  newDevice: (from) => ({
    subject: 'Une nouvelle connexion',
    text: `Quelqu’un s’est connecté à votre compte Signalbox avec un navigateur inconnu jusqu’ici : ${from}. Si c’était vous, il n’y a rien à faire.`,
    action: 'Voir où je suis connecté',
    note: 'Si ce n’était pas vous, déconnectez-y cet appareil et choisissez un nouveau mot de passe.',
  }),
  passkeyAdded: (name) => ({
    subject: 'Une clé d’accès a été ajoutée',
    text: `La clé d’accès ${name} vient d’être ajoutée à votre compte Signalbox. Elle ouvre le compte sans mot de passe. Si c’était vous, il n’y a rien à faire.`,
    action: 'Voir mes clés d’accès',
    note: 'Si ce n’était pas vous, supprimez-la et choisissez un nouveau mot de passe.',
  }),
  invitation: ({ inviter, tenant, role }) => ({
    subject: `Invitation à rejoindre ${tenant}`,
    text: `${inviter ?? 'Quelqu’un'} vous invite à rejoindre ${tenant} sur Signalbox, avec le rôle suivant : ${ROLES[role]}.`,
    action: 'Accepter l’invitation',
    note: 'Le lien fonctionne une fois, pendant sept jours. Si vous ne connaissez pas l’expéditeur, ignorez cet e-mail.',
  }),
  workspaceLeaves: ({ tenant, date }) => ({
    subject: `${tenant} sera supprimé le ${date}`,
    text: `${tenant} vient d’être fermé sur Signalbox. Ses clés ne fonctionnent plus ; le ${date}, tout ce qu’il contient sera supprimé définitivement. D’ici là, un propriétaire peut le conserver, et vous pouvez exporter ce dont vous avez besoin.`,
    action: 'Conserver l’espace de travail',
    note: 'Si c’était voulu, il n’y a rien à faire.',
  }),
  accountLeaves: ({ date }) => ({
    subject: `Votre compte sera supprimé le ${date}`,
    text: `Vous avez demandé la suppression de votre compte Signalbox. Tous les appareils sont déconnectés. Le ${date}, il disparaîtra définitivement, avec les espaces de travail où il n’y a personne d’autre. Si ce n’était pas vous, conservez-le et choisissez un nouveau mot de passe.`,
    action: 'Conserver mon compte',
    note: 'Le lien fonctionne jusqu’à ce jour. Vous pouvez aussi simplement vous connecter.',
  }),
  deleted: ({ what, name }) => ({
    subject: what === 'workspace' ? `${name} est supprimé` : 'Votre compte est supprimé',
    text:
      what === 'workspace'
        ? `${name} et tout ce qu’il contenait ont été supprimés de Signalbox.`
        : `Votre compte Signalbox ${name} a été supprimé. Ce que d’autres espaces de travail ont noté sur vous dans leur journal d’audit reste chez eux.`,
    action: 'Voir la clé qui a signé le reçu',
    note: 'Ci-dessous figurent le reçu signé et la liste dont il donne le SHA-256. Gardez cet e-mail : nous ne conservons que le reçu, qui ne nomme personne.',
  }),
};
