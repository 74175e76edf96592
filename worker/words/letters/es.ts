/** The mails in Spanish. */
import type { Letters } from '../letter-words.ts';

const ROLES = { owner: 'propietario', admin: 'administrador', editor: 'editor', viewer: 'lector' };
const NOT_ME = 'No he sido yo: poner otra contraseña';

export const es: Letters = {
  confirm: {
    subject: 'Confirma tu dirección de correo',
    text: 'Te damos la bienvenida a Signalbox. Sigue el enlace para confirmar tu dirección y abrir tu cuenta.',
    action: 'Confirmar mi dirección',
    note: 'El enlace sirve una vez, durante 24 horas. Si no te has registrado, ignora este correo: no se crea ninguna cuenta.',
  },
  known: (url) => ({
    subject: 'Ya tienes una cuenta',
    text: 'Alguien, quizá tú, se ha registrado con esta dirección, que ya tiene una cuenta. Inicia sesión con ella.',
    action: 'Iniciar sesión',
    note: `¿Has olvidado la contraseña? Pide otra en ${url}`,
  }),
  reset: {
    subject: 'Elige otra contraseña',
    text: 'Alguien, quizá tú, ha pedido una contraseña nueva. Sigue el enlace para elegirla.',
    action: 'Elegir otra contraseña',
    note: 'El enlace sirve una vez, durante una hora. Si no la has pedido, ignora este correo: tu contraseña no cambia.',
  },
  passwordChanged: {
    subject: 'La contraseña ha cambiado',
    text: 'La contraseña de tu cuenta de Signalbox acaba de cambiar. Si has sido tú, no tienes que hacer nada.',
    action: NOT_ME,
  },
  secondFactorChanged: {
    subject: 'El segundo factor ha cambiado',
    text: 'El segundo factor de tu cuenta de Signalbox acaba de cambiar. Si has sido tú, no tienes que hacer nada.',
    action: NOT_ME,
  },
  newDevice: (from) => ({
    subject: 'Un nuevo inicio de sesión',
    text: `Alguien ha iniciado sesión en tu cuenta de Signalbox con un navegador que no conocíamos: ${from}. Si has sido tú, no tienes que hacer nada.`,
    action: 'Ver dónde he iniciado sesión',
    note: 'Si no has sido tú, cierra allí la sesión de ese dispositivo y pon otra contraseña.',
  }),
  passkeyAdded: (name) => ({
    subject: 'Se ha añadido una llave de acceso',
    text: `La llave de acceso ${name} se acaba de añadir a tu cuenta de Signalbox. Abre la cuenta sin la contraseña. Si has sido tú, no tienes que hacer nada.`,
    action: 'Ver mis llaves de acceso',
    note: 'Si no has sido tú, elimínala allí y pon otra contraseña.',
  }),
  invitation: ({ inviter, tenant, role }) => ({
    subject: `Invitación a ${tenant}`,
    text: `${inviter ?? 'Alguien'} te invita a ${tenant} en Signalbox, con el rol de ${ROLES[role]}.`,
    action: 'Aceptar la invitación',
    note: 'El enlace sirve una vez, durante siete días. Si no conoces a quien te invita, ignora este correo.',
  }),
  workspaceLeaves: ({ tenant, date }) => ({
    subject: `${tenant} se eliminará el ${date}`,
    text: `${tenant} se acaba de cerrar en Signalbox. Sus claves han dejado de funcionar; el ${date} se eliminará para siempre todo lo que contiene. Hasta entonces, un propietario puede conservarlo y tú puedes exportar lo que necesites.`,
    action: 'Conservar el espacio de trabajo',
    note: 'Si era lo que querías, no tienes que hacer nada.',
  }),
  accountLeaves: ({ date }) => ({
    subject: `Tu cuenta se eliminará el ${date}`,
    text: `Has pedido que se elimine tu cuenta de Signalbox. Se ha cerrado la sesión en todos los dispositivos. El ${date} desaparecerá para siempre, junto con los espacios de trabajo en los que no hay nadie más. Si no has sido tú, consérvala y elige una contraseña nueva.`,
    action: 'Conservar mi cuenta',
    note: 'El enlace funciona hasta ese día. También puedes simplemente iniciar sesión.',
  }),
  deleted: ({ what, name }) => ({
    subject: what === 'workspace' ? `${name} se ha eliminado` : 'Tu cuenta se ha eliminado',
    text:
      what === 'workspace'
        ? `${name} y todo lo que contenía se ha eliminado de Signalbox.`
        : `Tu cuenta de Signalbox ${name} se ha eliminado. Lo que otros espacios de trabajo anotaron sobre ti en sus registros de auditoría sigue en ellos.`,
    action: 'Ver la clave que firmó el recibo',
    note: 'Abajo están el recibo firmado y la lista cuyo SHA-256 indica. Guarda este correo: nosotros solo conservamos el recibo, que no nombra a nadie.',
  }),
};
