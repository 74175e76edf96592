/** The mails in Portuguese of Brazil. */
import type { Letters } from '../letter-words.ts';

const ROLES = { owner: 'proprietário', admin: 'administrador', editor: 'editor', viewer: 'leitor' };
const NOT_ME = 'Não fui eu: definir outra senha';

export const ptBR: Letters = {
  confirm: {
    subject: 'Confirme seu endereço de e-mail',
    text: 'Boas-vindas ao Signalbox. Siga o link para confirmar seu endereço e abrir sua conta.',
    action: 'Confirmar meu endereço',
    note: 'O link funciona uma vez, por 24 horas. Se você não se cadastrou, ignore este e-mail: nenhuma conta é criada.',
  },
  known: (url) => ({
    subject: 'Você já tem uma conta',
    text: 'Alguém, talvez você, se cadastrou com este endereço, que já tem uma conta. Basta entrar.',
    action: 'Entrar',
    note: `Esqueceu a senha? Peça outra em ${url}`,
  }),
  reset: {
    subject: 'Defina uma nova senha',
    text: 'Alguém, talvez você, pediu uma nova senha. Siga o link para escolhê-la.',
    action: 'Escolher uma nova senha',
    note: 'O link funciona uma vez, por uma hora. Se você não pediu, ignore este e-mail: sua senha continua a mesma.',
  },
  passwordChanged: {
    subject: 'A senha foi alterada',
    text: 'A senha da sua conta do Signalbox acaba de ser alterada. Se foi você, não há nada a fazer.',
    action: NOT_ME,
  },
  secondFactorChanged: {
    subject: 'O segundo fator foi alterado',
    text: 'O segundo fator da sua conta do Signalbox acaba de ser alterado. Se foi você, não há nada a fazer.',
    action: NOT_ME,
  },
  newDevice: (from) => ({
    subject: 'Um novo acesso',
    text: `Alguém entrou na sua conta do Signalbox com um navegador que não conhecíamos: ${from}. Se foi você, não há nada a fazer.`,
    action: 'Ver onde estou conectado',
    note: 'Se não foi você, desconecte esse dispositivo ali e defina outra senha.',
  }),
  passkeyAdded: (name) => ({
    subject: 'Uma chave de acesso foi adicionada',
    text: `A chave de acesso ${name} acaba de ser adicionada à sua conta do Signalbox. Ela abre a conta sem a senha. Se foi você, não há nada a fazer.`,
    action: 'Ver minhas chaves de acesso',
    note: 'Se não foi você, remova-a ali e defina outra senha.',
  }),
  invitation: ({ inviter, tenant, role }) => ({
    subject: `Convite para ${tenant}`,
    text: `${inviter ?? 'Alguém'} convida você para ${tenant} no Signalbox, com o papel de ${ROLES[role]}.`,
    action: 'Aceitar o convite',
    note: 'O link funciona uma vez, por sete dias. Se você não conhece quem convida, ignore este e-mail.',
  }),
  workspaceLeaves: ({ tenant, date }) => ({
    subject: `${tenant} será excluído em ${date}`,
    text: `${tenant} acabou de ser fechado no Signalbox. As chaves pararam de funcionar; em ${date}, tudo o que há nele será excluído para sempre. Até lá, um proprietário pode mantê-lo, e você pode exportar o que precisar.`,
    action: 'Manter o espaço de trabalho',
    note: 'Se era isso que você queria, não precisa fazer nada.',
  }),
  accountLeaves: ({ date }) => ({
    subject: `Sua conta será excluída em ${date}`,
    text: `Você pediu a exclusão da sua conta do Signalbox. Todos os dispositivos foram desconectados. Em ${date}, ela desaparece para sempre, junto com os espaços de trabalho em que não há mais ninguém. Se não foi você, mantenha a conta e crie uma nova senha.`,
    action: 'Manter minha conta',
    note: 'O link funciona até esse dia. Entrar na conta também basta.',
  }),
  deleted: ({ what, name }) => ({
    subject: what === 'workspace' ? `${name} foi excluído` : 'Sua conta foi excluída',
    text:
      what === 'workspace'
        ? `${name} e tudo o que havia nele foi excluído do Signalbox.`
        : `Sua conta do Signalbox ${name} foi excluída. O que outros espaços de trabalho registraram sobre você nos próprios registros de auditoria continua com eles.`,
    action: 'Ver a chave que assinou o recibo',
    note: 'Abaixo estão o recibo assinado e a lista à qual se refere o SHA-256. Guarde este e-mail: nós guardamos apenas o recibo, que não cita ninguém.',
  }),
};
