/** Notifications in Portuguese. */
import type { NoticeWords } from '../notice-words.ts';

export const ptBR: NoticeWords = {
  severities: { info: 'Aviso', warning: 'Alerta', critical: 'Crítico' },
  resolved: 'Resolvido',
  unacknowledged: 'Ninguém assumiu ainda',
  together: (n) => `${n} notificações`,
  andMore: (n) => `E mais ${n}.`,
  showAll: 'Ver todas',
  waitingFor: (minutes) => `Foi disparado há ${minutes} minutos e ninguém o confirmou.`,
  whyNext: (project) => `Você recebe isto porque é a próxima pessoa a ser avisada sobre ${project}.`,
  openAlert: 'Abrir o alerta',
  acts: { acknowledge: 'Assumir', snooze: 'Adiar 1 hora' },
  whatsapp: {
    consent:
      'Aceito receber alertas do Signalbox pelo WhatsApp neste número. Posso encerrar a qualquer momento: no Signalbox ou respondendo STOP.',
    template: 'Novidades do Signalbox: {{1}}.\n\n{{2}}\n\nMais no Signalbox.',
    open: 'Abrir',
    acknowledged: (title) => `Assumido: ${title}`,
    snoozed: (title) => `Adiado por uma hora: ${title}`,
    tooLate: (title) => `Tarde demais, mudou nesse meio-tempo: ${title}`,
    notAllowed: (title) => `Você não pode agir neste alerta: ${title}`,
  },
  overAlready: 'Enquanto isso, terminou.',
  conditionCleared: 'A condição não vale mais.',
  resolvedBy: (name) => `${name} resolveu.`,
  why: (project) => `Você recebe isto porque acompanha ${project} no Signalbox.`,
  whyRecipient: (project) => `Você recebe isto porque este endereço aceitou e-mails sobre ${project} no Signalbox.`,
  change: 'Mudar o que você recebe',
  unsubscribe: (project) => `Chega de e-mails sobre ${project}`,
  events: {
    lead_created: 'Novo lead',
    signup: 'Novo cadastro',
    payment_succeeded: 'Pagamento recebido',
    payment_failed: 'Pagamento recusado',
    checkout_abandoned: 'Checkout abandonado',
    build_failed: 'Build falhou',
  },
  eventAt: (time) => `Às ${time}.`,
  moreEvents: (n, minutes) => `Mais ${n} em ${minutes} minutos.`,
  openEvents: 'Ver os eventos',
  confirmMail: {
    subject: (project) => `E-mails sobre ${project}: você quer recebê-los?`,
    text: (project) =>
      `Alguém adicionou este endereço a ${project} no Signalbox para receber os alertas por e-mail. Nada é enviado sem o seu consentimento.`,
    action: 'Sim, enviar',
    note: 'Se você não conhece o projeto, ignore este e-mail.',
  },
  confirmPage: {
    title: 'E-mails do Signalbox',
    text: (project) => `Você quer receber alertas sobre ${project} neste endereço?`,
    button: 'Sim, enviar',
    done: (project) =>
      `A partir de agora você recebe alertas sobre ${project}. Cada e-mail tem um link para parar de recebê-los.`,
  },
  unsubscribePage: {
    title: 'Chega de e-mails',
    text: (project) => `Você quer parar de receber e-mails sobre ${project}?`,
    button: 'Chega de e-mails',
    done: (project) => `Você não recebe mais e-mails sobre ${project}.`,
  },
  heads: {
    subject: (project, day) => `${project}: prova dos seus eventos, ${day}`,
    text: (project, day) =>
      `A linha abaixo é uma prova assinada de todos os eventos de ${project} recebidos até o fim de ${day} (UTC).`,
    keep: 'Guarde este e-mail onde ninguém da Signalbox possa escrever. Com ele você pode verificar mais tarde se algum desses eventos foi alterado ou removido.',
    action: 'O arquivo público do dia',
  },
  test: { subject: (project) => `Teste: ${project}`, text: (project) => `As mensagens sobre ${project} chegam aqui.` },
};
