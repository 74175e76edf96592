/** Notifications in Spanish. */
import type { NoticeWords } from '../notice-words.ts';

export const es: NoticeWords = {
  severities: { info: 'Aviso', warning: 'Advertencia', critical: 'Crítico' },
  resolved: 'Resuelta',
  unacknowledged: 'Nadie se ha ocupado todavía',
  together: (n) => `${n} notificaciones`,
  andMore: (n) => `Y ${n} más.`,
  showAll: 'Ver todas',
  waitingFor: (minutes) => `Se activó hace ${minutes} minutos y nadie la ha confirmado.`,
  whyNext: (project) => `Recibes esto porque eres la siguiente persona a la que se avisa sobre ${project}.`,
  openAlert: 'Abrir la alerta',
  acts: { acknowledge: 'Asumir', snooze: 'Posponer 1 hora' },
  whatsapp: {
    consent:
      'Acepto recibir alertas de Signalbox por WhatsApp en este número. Puedo terminarlo en cualquier momento: en Signalbox o respondiendo STOP.',
    template: 'Novedades de Signalbox: {{1}}.\n\n{{2}}\n\nMás en Signalbox.',
    open: 'Abrir',
    acknowledged: (title) => `Asumida: ${title}`,
    snoozed: (title) => `Pospuesta una hora: ${title}`,
    tooLate: (title) => `Demasiado tarde, ha cambiado entretanto: ${title}`,
    notAllowed: (title) => `No puedes actuar sobre esta alerta: ${title}`,
  },
  overAlready: 'Mientras tanto ha terminado.',
  conditionCleared: 'La condición ya no se cumple.',
  resolvedBy: (name) => `${name} la resolvió.`,
  why: (project) => `Recibes esto porque sigues ${project} en Signalbox.`,
  whyRecipient: (project) => `Recibes esto porque esta dirección aceptó correos sobre ${project} en Signalbox.`,
  change: 'Cambiar lo que recibes',
  unsubscribe: (project) => `No más correos sobre ${project}`,
  events: {
    lead_created: 'Nuevo cliente potencial',
    signup: 'Nuevo registro',
    payment_succeeded: 'Pago recibido',
    payment_failed: 'Pago fallido',
    checkout_abandoned: 'Compra abandonada',
    build_failed: 'Compilación fallida',
  },
  eventAt: (time) => `A las ${time}.`,
  moreEvents: (n, minutes) => `${n} más en ${minutes} minutos.`,
  openEvents: 'Ver los eventos',
  confirmMail: {
    subject: (project) => `Correos sobre ${project}: ¿los quieres?`,
    text: (project) =>
      `Alguien añadió esta dirección a ${project} en Signalbox para recibir sus alertas por correo. No se envía nada si no aceptas.`,
    action: 'Sí, enviarlos',
    note: 'Si no conoces el proyecto, ignora este correo.',
  },
  confirmPage: {
    title: 'Correos de Signalbox',
    text: (project) => `¿Quieres recibir alertas sobre ${project} en esta dirección?`,
    button: 'Sí, enviarlas',
    done: (project) =>
      `A partir de ahora recibes alertas sobre ${project}. Cada correo lleva un enlace para dejar de recibirlas.`,
  },
  unsubscribePage: {
    title: 'No más correos',
    text: (project) => `¿Quieres dejar de recibir correos sobre ${project}?`,
    button: 'No más correos',
    done: (project) => `Ya no recibes correos sobre ${project}.`,
  },
  heads: {
    subject: (project, day) => `${project}: prueba de tus eventos, ${day}`,
    text: (project, day) =>
      `La línea de abajo es una prueba firmada de todos los eventos de ${project} recibidos hasta el final del ${day} (UTC).`,
    keep: 'Guarda este correo donde nadie de Signalbox pueda escribir. Con él podrás comprobar más adelante si alguno de esos eventos se cambió o se eliminó.',
    action: 'El archivo público del día',
  },
  test: { subject: (project) => `Prueba: ${project}`, text: (project) => `Los mensajes sobre ${project} llegan aquí.` },
};
