/** Planning: an occasion becomes one message a person and way, by their preferences; rows and outbox commit together, each once. */
import { hubOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { describeError } from '../../../base/log.ts';
import { callObject } from '../../../base/retry.ts';
import {
  deliveryId,
  dueNow,
  listAlive,
  type NewDelivery,
  recordDeliveries,
  sendDeliveries,
} from '../../../tenants/deliveries/index.ts';
import { pageChannels } from '../channels/channel-store.ts';
import { configuredKinds } from '../channels/set-up.ts';
import { type Row, updateNotifications, upsertNotifications } from '../in-app/store.ts';
import type { NotificationsHub } from '../objects.ts';
import type { Occasion } from '../occasion.ts';
import { listPersonal } from '../personal/personal-store.ts';
import { findTold, pageAudience } from '../store.ts';
import { maySee } from './may-see.ts';
import { type Plan, plansFor, plansForChannel } from './plans-for.ts';

export type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** Members of one batch: their rows are about a megabyte at most. */
const PEOPLE = 200;
/** Channels of a project. */
const CHANNELS = 1_000;

/** Plans an occasion for everybody who wants to hear of it. The same occasion again plans nothing new. */
export async function planOccasion(job: Job, occasion: Occasion): Promise<void> {
  const told = await findTold(job.db, occasion);
  if (!told) return;
  const kinds = await configuredKinds(job.env);
  for (let after = ''; ; ) {
    const people = await pageAudience(job.db, occasion, after, PEOPLE);
    const user_ids = people.map(({ user_id }) => user_id);
    const own = await listPersonal(job.db, occasion.tenant_id, { user_ids, kinds });
    const plans = people.filter(maySee).flatMap((person) => {
      const told_at = { zone: told.timezone, now: job.now };
      return plansFor(occasion, { ...person, own: own.get(person.user_id) }, told_at);
    });
    await write(job, occasion, plans);
    if (people.length < PEOPLE) break;
    after = people.at(-1)!.user_id;
  }
  if (occasion.user_ids !== undefined) return;
  const channels = await pageChannels(job.db, { ...occasion, active: true }, '', CHANNELS);
  await write(
    job,
    occasion,
    channels.flatMap((channel) => plansForChannel(occasion, channel)),
  );
}

async function write(job: Job, occasion: Occasion, plans: Plan[]): Promise<void> {
  const rows = plans.flatMap(({ row }) => row ?? []);
  const deliveries = await following(
    job,
    occasion,
    plans.flatMap(({ delivery }) => delivery ?? []),
  );
  await batch(job.db, [...inAppRows(job, occasion, rows), ...recordDeliveries(job.db, deliveries, job.now)]);
  await Promise.all([
    sendDeliveries(job, dueNow(deliveries, job.now)),
    tellPeople(
      job,
      occasion.tenant_id,
      rows.map(({ user_id }) => user_id),
    ),
  ]);
}

/** Of messages that follow others, those to who has the one before. */
async function following({ db }: Job, { follows, ...whose }: Occasion, planned: NewDelivery[]): Promise<NewDelivery[]> {
  if (follows === undefined || planned.length === 0) return planned;
  const before = new Map(planned.map((one) => [deliveryId({ ...one, ...follows }), one]));
  const alive = await listAlive(db, whose, [...before.keys()]);
  return [...before].flatMap(([id, one]) => (alive.has(id) ? [one] : []));
}

function inAppRows({ db }: Job, { follows }: Occasion, rows: Row[]) {
  if (rows.length === 0) return [];
  return [follows === undefined ? upsertNotifications(db, rows) : updateNotifications(db, rows)];
}

/** People's devices learn at once that their list changed; one that misses it sees it when it next asks. */
export async function tellPeople({ env, log }: Pick<Job, 'env' | 'log'>, tenant_id: string, user_ids: string[]) {
  if (user_ids.length === 0) return;
  try {
    await callObject(async () => await hubOf<NotificationsHub>(env, tenant_id).tellPeople(user_ids));
  } catch (error) {
    log('warn', 'devices not told', { tenant_id, ...describeError(error) });
  }
}
