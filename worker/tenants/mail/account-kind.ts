/** Letters of accounts on their way: sealed while they wait, written when they go. */
import type { Composed, DeliveryJob, Kind } from '../deliveries/index.ts';
import { unseal } from '../deliveries/index.ts';
import { type Letter, noticeOf } from './letter.ts';

/** Sign-up, reset, invitation and what else an account is written. */
export const accountKind: Kind = {
  async compose({ env }: DeliveryJob, { id, content }): Promise<Composed> {
    const letter = JSON.parse(unseal(env, id, content!)) as Letter;
    return { to: letter.to, notice: noticeOf(letter) };
  },
};
