/** What hands a mail to the outside. */
import type { DeliveryJob, Outcome } from '../../deliveries/index.ts';
import type { Mail } from '../write-mail.ts';

/** A mail with the id that a second hand-over of it is known by. */
export interface Posted extends Mail {
  id: string;
  /** Come back with what the other side reports of it. */
  tags: Record<string, string>;
}

export interface Transport {
  /** How long (ms) the other side knows an id, so that handing over twice sends once; 0 where it does not. */
  idempotent_ms: number;
  send(job: DeliveryJob, mail: Posted, signal: AbortSignal): Promise<Outcome>;
}
