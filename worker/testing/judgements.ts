/** Judgements for tests: what a rule of a seeded project might find out, and the Hub that takes them. */
import { env } from 'cloudflare:workers';
import { hubOf } from '../../durable/stubs.ts';
import { newId } from '../base/ids.ts';
import type { Decision, Judgement } from '../flow/rules/index.ts';
import type { Seed } from './seed.ts';

type Project = Pick<Seed, 'tenant_id' | 'project_id'>;

/** A firing of a rule that holds until it is cleared; `over` replaces fields. */
export function firing(project: Pick<Project, 'project_id'>, over: Partial<Judgement> = {}): Judgement {
  const now = Date.now();
  const window = { from: new Date(now - 3_600_000).toISOString(), to: new Date(now).toISOString() };
  return {
    project_id: project.project_id,
    rule_id: newId('rul'),
    revision: 1,
    currency: '',
    window: 1,
    at: now,
    verdict: 'firing',
    occurrences: 1,
    holds_until: null,
    title: 'Payments are above 100',
    severity: 'warning',
    cooldown_minutes: 0,
    deviation: { direction: 'up', size: 3 },
    mark_days: 30,
    payload: {
      metric: 'payments',
      unit: 'count',
      observed: 120,
      expected: 80,
      threshold: 100,
      window,
      explanation: '120 payments in the last hour, 80 were to be expected.',
    },
    ...over,
  };
}

/** Hands judgements to the tenant's Hub. */
export async function judgeAll({ tenant_id }: Project, judgements: Judgement[]): Promise<Decision[]> {
  return await hubOf(env, tenant_id).judge(tenant_id, judgements);
}
