/** The source of daily heads: one mail a day to each owner who has asked for it. */
import { batch } from '../../../base/db.ts';
import { dueNow, recordDeliveries, sendDeliveries } from '../../../tenants/deliveries/index.ts';
import type { HeadRow } from '../../events/heads/index.ts';
import type { HeadContent } from '../kinds/head-notice.ts';
import type { Occasion } from '../occasion.ts';
import type { Job } from '../plan/plan.ts';
import { deliveryFor } from '../plan/plans-for.ts';
import { wantsHeads } from '../preferences/preferences.ts';
import { quietUntil } from '../preferences/quiet.ts';
import { findTold, pageAudience } from '../store.ts';

const PEOPLE = 200;

/** Mails the head of a day to the owners who want it. The same head again plans nothing new. */
export async function tellHead(job: Job, { tenant_id, day, ...head }: HeadRow): Promise<void> {
  const whose = { tenant_id, project_id: head.project_id };
  const project = await findTold(job.db, whose);
  if (!project) return;
  const content: HeadContent = { day, head };
  const id = `${head.project_id} head ${day}`;
  const at = Date.parse(head.at);
  const subject = { id, at, rev: 1, count: 1 };
  const told = { source_id: id, type: 'ledger.head', severity: 'info', group_key: 'heads' } as const;
  const occasion: Occasion = { ...whose, ...told, at, subject, content };
  for (let after = ''; ; ) {
    const people = await pageAudience(job.db, whose, after, PEOPLE);
    const mails = people.filter(wantsHeads).map(({ user_id, preferences: { quiet_hours, timezone } }) => {
      const send_at = quietUntil(quiet_hours, timezone ?? project.timezone, job.now);
      return { ...deliveryFor(occasion, user_id, 'email'), send_at };
    });
    await batch(job.db, recordDeliveries(job.db, mails, job.now));
    await sendDeliveries(job, dueNow(mails, job.now));
    if (people.length < PEOPLE) return;
    after = people.at(-1)!.user_id;
  }
}
