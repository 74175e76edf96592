/** The minute cron's part: which projects have rules that are due, as facts on the pipeline. */
import type { Ctx } from '../../../base/context.ts';
import { sendFacts } from '../../../base/outbox.ts';
import { newFact } from '../../../facts.ts';
import { type DuePlace, pageDue } from './due-store.ts';

/** Due rules of one reading. */
const PAGE = 1_000;
/** Facts of one message batch. */
const FACTS = 100;

/**
 * One fact for each project with rules that are due; returns how many. A fact that is lost is sent again by the next minute,
 * because its rules are due still.
 */
export async function sendDueRules(job: Pick<Ctx, 'env' | 'db' | 'now' | 'log'>): Promise<number> {
  const now = new Date(job.now).toISOString();
  const sent = new Set<string>();
  for (let after: DuePlace = { next_run_at: '', id: '' }; ; ) {
    const { projects, last } = await pageDue(job.db, now, after, PAGE);
    const fresh = projects.filter(({ project_id }) => !sent.has(project_id));
    for (const { project_id } of fresh) sent.add(project_id);
    const facts = fresh.map((project) => newFact('rules.due', project));
    for (let i = 0; i < facts.length; i += FACTS) await sendFacts(job, facts.slice(i, i + FACTS));
    if (!last) return sent.size;
    after = last;
  }
}
