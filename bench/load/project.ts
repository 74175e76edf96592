/** A project of its own for each run, on the plan without limits. */
import { adminClient } from '../../scripts/demo/admin.ts';
import type { Server } from '../host/server.ts';

let made = 0;

export interface BenchProject {
  id: string;
  tenant_id: string;
  key: string;
}

/** Makes a tenant with one project and a secret key through the operator's API. */
export async function makeProject(server: Server): Promise<BenchProject> {
  const admin = adminClient(server.url, server.admin_key);
  made += 1;
  const name = `bench-${made}`;
  const tenant = await admin.createTenant({ key: name, name, plan: 'internal' });
  const settings = { name, timezone: 'Europe/London', currency: 'GBP', industry: 'ecommerce' };
  const project = await admin.createProject(tenant.id, { key: name, starter_rules: false, ...settings });
  const scopes = ['events:write', 'read'];
  const { key } = await admin.createKey(project.id, { name, kind: 'secret', scopes, replace: false });
  return { id: project.id, tenant_id: tenant.id, key };
}
