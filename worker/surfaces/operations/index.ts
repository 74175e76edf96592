/** Door of the operations room: what queues gave up on, and what was set aside. */
export { purgeDeadLetters, recordDeadLetter, settleDeadLetters } from './record-dead-letter.ts';
