/** The consumer of the queue `deliveries`. */
import { AppError } from '../../base/errors.ts';
import { describeError } from '../../base/log.ts';
import { backoffSeconds } from '../../base/retry.ts';
import { attemptDelivery, type WayOut } from './attempt.ts';
import type { DeliveryMessage } from './enqueue.ts';
import type { DeliveryJob } from './notice.ts';
import { type Replay, replayAll } from './replay.ts';

/** Takes a batch of messages. One whose try cannot even be recorded comes again; what is no message of ours is told to `refuse`. */
export async function consumeDeliveries(
  job: DeliveryJob,
  messages: readonly Message<unknown>[],
  way: WayOut,
  refuse: (body: unknown, error: AppError) => Promise<void>,
): Promise<void> {
  await Promise.all(
    messages.map(async (message) => {
      try {
        await take(job, message.body, { way, refuse });
        message.ack();
      } catch (error) {
        // D1 does not answer: nothing was recorded, and the row tells whether a try began.
        job.log('warn', 'delivery not recorded', describeError(error));
        message.retry({ delaySeconds: backoffSeconds(message.attempts) });
      }
    }),
  );
}

async function take(
  job: DeliveryJob,
  body: unknown,
  { way, refuse }: { way: WayOut; refuse: (body: unknown, error: AppError) => Promise<void> },
): Promise<void> {
  const message = (body ?? {}) as Partial<DeliveryMessage> | Replay;
  if (message.type === 'delivery' && message.v === 1)
    return await attemptDelivery(job, way, message as DeliveryMessage);
  if (message.type === 'deliveries.dead') {
    await replayAll(job, message as Replay);
    return await way.replayed?.(job, body);
  }
  await refuse(body, new AppError('unprocessable', 'delivery.unknown', 'This message is not one that we know.'));
}
