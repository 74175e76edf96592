/** When a key was last used: written once an hour, behind the reply. */

import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { describeError } from '../../base/log.ts';
import { HOUR_MS } from '../../shared/durations.ts';
import type { KeyAccess } from './access.ts';
import { markUsed } from './store.ts';

/** Notes the use of a key. All but the first call of an hour in this isolate cost one comparison. */
export function noteUse(caller: Pick<Ctx, 'db' | 'now' | 'log' | 'defer'>, access: KeyAccess): void {
  const { db, now, log, defer } = caller;
  if (now - access.used_at < HOUR_MS) return;
  access.used_at = now;
  const [used_at, hour_ago] = [new Date(now).toISOString(), new Date(now - HOUR_MS).toISOString()];
  const written = batch(db, [markUsed(db, access.key_id, used_at, hour_ago)]);
  defer?.(written.catch((error) => log('warn', 'use of a key not recorded', describeError(error))));
}
