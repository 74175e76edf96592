/** Door of the mail room: letters to people. */
export type { Letter } from './letter.ts';
export { requireMail, sendMails } from './send.ts';
