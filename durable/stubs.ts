/** Stubs of the Durable Objects: the one place that names them. A caller says by an interface of its own which calls it makes. */
import type { Env } from '../worker/base/env.ts';

/** An object's calls as they look from outside: each one returns a promise. */
export type Remote<Calls> = {
  [Name in keyof Calls]: Calls[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/**
 * The ledger of a project. `Calls` is an interface that `durable/ledger.ts` implements. Take a fresh stub for each try: it is broken
 * after an exception.
 */
export function ledgerOf<Calls>(env: Env, project_id: string): DurableObjectStub & Remote<Calls> {
  return env.LEDGER.get(env.LEDGER.idFromName(project_id)) as DurableObjectStub & Remote<Calls>;
}

/** The hub of a tenant. `Calls` is an interface that `durable/hub.ts` implements. */
export function hubOf<Calls>(env: Env, tenant_id: string): DurableObjectStub & Remote<Calls> {
  return env.HUB.get(env.HUB.idFromName(tenant_id)) as DurableObjectStub & Remote<Calls>;
}
