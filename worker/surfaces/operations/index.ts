/** Door of the operations room: what queues gave up on, and what was set aside. */
export { checkRows } from './quarantine.ts';
export { purgeDeadLetters, recordDeadLetter, settleDeadLetters } from './record-dead-letter.ts';
