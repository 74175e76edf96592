/** Judgements for tests: what a rule of a seeded project might find out, and the Hub that takes them. */

import { env } from 'cloudflare:workers';
import { hubOf } from '../../durable/stubs.ts';
import { newId } from '../base/ids.ts';
import type { Decision, Judgement } from '../flow/rules/index.ts';
import type { RulesHub } from '../flow/rules/objects.ts';
import { HOUR_MS } from '../shared/durations.ts';
import { firingOf } from './lifecycle.ts';
import type { Seed } from './seed.ts';

type Project = Pick<Seed, 'tenant_id' | 'project_id'>;

/** A firing of a rule that holds until it is cleared; `over` replaces fields. */
export function firing(project: Pick<Project, 'project_id'>, over: Partial<Judgement> = {}): Judgement {
  const now = Date.now();
  const window = { from: new Date(now - HOUR_MS).toISOString(), to: new Date(now).toISOString() };
  const explanation = '120 payments in the last hour, 80 were to be expected.';
  const sample = firingOf({ project_id: project.project_id, rule_id: newId('rul'), at: now });
  return { ...sample, payload: { ...sample.payload, expected: 80, window, explanation }, ...over };
}

/** Hands judgements to the tenant's Hub. */
export async function judgeAll({ tenant_id }: Project, judgements: Judgement[]): Promise<Decision[]> {
  return await hubOf<RulesHub>(env, tenant_id).judge(tenant_id, judgements);
}
