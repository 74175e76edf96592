/** Forgets what has run out: sessions, links, sign-ups, attempts. */

import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { deleteSignUpsBefore } from '../account/sign-up-store.ts';
import { KEPT_MS } from '../security/events.ts';
import { deleteEventsBefore } from '../security/events-store.ts';
import { deleteVerificationsBefore } from '../store.ts';
import { deleteAttemptsBefore } from './attempts-store.ts';
import { deleteSessionsBefore } from './session-store.ts';

/** The daily job. */
export async function sweepAccounts({ db, now }: Pick<Ctx, 'db' | 'now'>): Promise<void> {
  const at = new Date(now).toISOString();
  await batch(db, [
    deleteSessionsBefore(db, at),
    deleteVerificationsBefore(db, at),
    deleteSignUpsBefore(db, at),
    deleteEventsBefore(db, new Date(now - KEPT_MS).toISOString()),
    deleteAttemptsBefore(db, new Date(now - DAY_MS).toISOString()),
  ]);
}
