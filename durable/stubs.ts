/** Typed accessors of the Durable Objects: the one place that names them. */
import type { Env } from '../worker/base/env.ts';

/** The ledger of a project. Take a fresh one for each try: a stub is broken after an exception. */
export function ledgerOf(env: Env, project_id: string) {
  return env.LEDGER.get(env.LEDGER.idFromName(project_id));
}

/** The hub of a tenant. */
export function hubOf(env: Env, tenant_id: string) {
  return env.HUB.get(env.HUB.idFromName(tenant_id));
}
