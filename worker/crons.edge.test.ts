import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { openDb } from './base/db.ts';
import type { Env } from './base/env.ts';
import { newId } from './base/ids.ts';
import { CRONS } from './crons.ts';
import type { Job } from './pipeline.ts';
import { newJob } from './testing/privacy.ts';
import { seedTenant } from './testing/seed.ts';

interface Sent {
  type: string;
  project_id: string;
}

/** Runs the daily job; returns the facts it sent and the parts that it says have failed. */
async function daily(db = newJob().db): Promise<{ sent: Sent[]; failed: unknown[] }> {
  const sent: Sent[] = [];
  const failed: unknown[] = [];
  const sendBatch = async (batch: { body: Sent }[]) => void sent.push(...batch.map(({ body }) => body));
  const log: Job['log'] = (_, message, fields) => message === 'job failed' && failed.push(fields?.job);
  await CRONS['17 3 * * *']!({ ...newJob(), db, env: { ...env, PIPELINE: { sendBatch } } as unknown as Env, log });
  return { sent, failed };
}

const reconciled = (sent: Sent[]) =>
  new Set(sent.filter(({ type }) => type === 'project.reconciliation_due').map(({ project_id }) => project_id));

async function putExport(tenant_id: string, position: string): Promise<string> {
  const id = newId('exp');
  const at = '2001-01-01T00:00:00.000Z';
  await env.DB.prepare(
    `INSERT INTO exports (id, tenant_id, project_id, status, requested_by, step, position, counts, bytes, created_at, expires_at)
     VALUES (?, ?, NULL, 'running', 'somebody', 1, ?, '{}', 0, ?4, ?4)`.replaceAll('?4', `'${at}'`),
  )
    .bind(id, tenant_id, position)
    .run();
  return id;
}

const statusOf = (id: string) => env.DB.prepare('SELECT status, purged FROM exports WHERE id = ?').bind(id).first();

describe('the daily job', () => {
  it('reconciles every project and purges every export though one export cannot be read', async () => {
    const shops = await Promise.all(Array.from({ length: 5 }, () => seedTenant()));
    const broken = await putExport(shops[0]!.tenant_id, '{"source":');
    const old = await putExport(shops[1]!.tenant_id, '{"source":0,"after":""}');
    const { sent, failed } = await daily();
    expect(failed).toEqual([]);
    for (const { project_id } of shops) expect(reconciled(sent)).toContain(project_id);
    for (const id of [broken, old]) expect(await statusOf(id)).toEqual({ status: 'failed', purged: 1 });
  });

  it('runs its other parts when one fails as a whole, and says which', async () => {
    const shop = await seedTenant();
    const prepare = (sql: string) => (sql.includes('"exports"') ? refuse() : env.DB.prepare(sql));
    const away = { prepare, batch: env.DB.batch.bind(env.DB) } as unknown as D1Database;
    const { sent, failed } = await daily(openDb(away));
    // The check of rows reads the exports too.
    expect(failed.sort()).toEqual(['checkRows', 'purgeExports']);
    expect(reconciled(sent)).toContain(shop.project_id);
  });
});

function refuse(): never {
  throw new Error('D1_ERROR: broken by a test');
}
