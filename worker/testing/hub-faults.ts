/** Faults of a tenant's Hub for tests: a D1 that fails under it, alarms on demand, eviction, its rows. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { hubOf } from '../../durable/stubs.ts';
import type { Env } from '../base/env.ts';
import type { Seed } from './seed.ts';

type Tenant = Pick<Seed, 'tenant_id'>;

/** How D1 fails: before it does anything, or after it has committed, so that only the reply is lost. */
export type D1Fault = 'refuses' | 'loses the reply';

/** Makes D1 fail for this Hub alone, until `repair` or an eviction. */
export async function breakD1({ tenant_id }: Tenant, fault: D1Fault): Promise<void> {
  await runInDurableObject(hubOf(env, tenant_id), (hub) => {
    (hub as unknown as { env: Env }).env = { ...env, DB: failing(env.DB, fault) };
  });
}

/** Gives the Hub its D1 back. */
export async function repairD1({ tenant_id }: Tenant): Promise<void> {
  await runInDurableObject(hubOf(env, tenant_id), (hub) => {
    (hub as unknown as { env: Env }).env = env;
  });
}

function failing(db: D1Database, fault: D1Fault): D1Database {
  const batch = async (statements: D1PreparedStatement[]) => {
    if (fault === 'loses the reply') await db.batch(statements);
    throw new Error('D1_ERROR: broken by a test');
  };
  return { prepare: (sql: string) => db.prepare(sql), batch } as unknown as D1Database;
}

/** Runs one statement inside the Hub. */
export async function queryHub<T>({ tenant_id }: Tenant, sql: string, ...bindings: SqlStorageValue[]): Promise<T[]> {
  const run = (_: unknown, state: DurableObjectState) => state.storage.sql.exec(sql, ...bindings).toArray() as T[];
  return await runInDurableObject(hubOf(env, tenant_id), run);
}

/** Throws the Hub out of memory, as a deploy does; `hibernate` keeps its sockets, as a quiet minute does. */
export async function evictHub({ tenant_id }: Tenant, webSockets: 'close' | 'hibernate' = 'hibernate'): Promise<void> {
  await evictDurableObject(hubOf(env, tenant_id), { webSockets }).catch((error: Error) => {
    if (!error.message.includes('not currently running')) throw error;
  });
}

/** Makes a named alarm of the Hub due and lets it ring in a fresh object. */
export async function ringHub(tenant: Tenant, name: 'alerts' | 'projection' | 'marks' | 'sockets'): Promise<void> {
  await queryHub(tenant, 'UPDATE alarms SET due_at = 0 WHERE name = ?', name);
  await evictHub(tenant);
  await runDurableObjectAlarm(hubOf(env, tenant.tenant_id));
}
