/** Door of the mail room: letters to people, and the channel that carries mails. */
export { accountKind } from './account-kind.ts';
export { emailChannel, missingForMail, purgeMailDays } from './email-channel.ts';
export { type Letter, linkFor, type Reader } from './letter.ts';
export { requireMail, sendMails } from './send.ts';
