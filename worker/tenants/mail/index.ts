/** Door of the mail room: letters to people. */
export type { Letter } from './letter.ts';
export { sendMails } from './send.ts';
