/** Door of the mail room: letters to people. */
export { type Letter, linkFor, type Reader } from './letter.ts';
export { requireMail, sendMails } from './send.ts';
