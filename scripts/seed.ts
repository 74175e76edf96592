/** `npm run seed -- --tenant KEY`: a tenant with an owner, a project with keys, and sample data, on a running server. */
import { parseArgs } from 'node:util';
import { adminClient } from './admin.ts';
import { DEMO_KEY, fillDemo, fillSynthetic, provisionDemo, type TenantAccess } from './demo.ts';
import { adminKey } from './dev-vars.ts';
import { provisionOwner, provisionProject } from './provision.ts';
import { demoMode, serverUrl } from './settings.ts';

const USAGE = `Usage: npm run seed -- --tenant KEY [options]
  --tenant-name NAME   how the tenant is called (default: its key)
  --tenant-slug SLUG   its short name in addresses (default: made from the name)
  --timezone ZONE  --currency CODE  --industry NAME    of the project (default UTC, USD, saas; generic when empty)
  --empty              tenant, owner, project and keys alone: no sample data
  --json               one JSON object on the last line
A second call for the same tenant changes nothing but the keys and the password, which it prints anew.`;

const SAMPLE_DAYS = 30;

function options() {
  const { values } = parseArgs({
    options: {
      tenant: { type: 'string' },
      'tenant-name': { type: 'string' },
      'tenant-slug': { type: 'string' },
      timezone: { type: 'string' },
      currency: { type: 'string' },
      industry: { type: 'string' },
      empty: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.tenant) throw new Error(USAGE);
  return { ...values, tenant: values.tenant };
}

type Options = ReturnType<typeof options>;

async function seed(wanted: Options, say: (text: string) => void): Promise<TenantAccess> {
  const admin = adminClient(serverUrl(), adminKey());
  if (wanted.tenant === DEMO_KEY && !wanted.empty) {
    const access = await provisionDemo(admin, wanted['tenant-name'], wanted['tenant-slug']);
    if (!access.tenant.ready) for (const line of await fillDemo(admin, access, demoMode() === 'unshifted')) say(line);
    return access;
  }
  const tenant = await admin.createTenant({
    key: wanted.tenant,
    name: wanted['tenant-name'] ?? wanted.tenant,
    slug: wanted['tenant-slug'],
    plan: 'internal',
  });
  const owner = await provisionOwner(admin, tenant);
  const access = await provisionProject(admin, tenant.id, {
    key: 'main',
    name: tenant.name,
    timezone: wanted.timezone ?? 'UTC',
    currency: wanted.currency ?? 'USD',
    industry: wanted.industry ?? (wanted.empty ? 'generic' : 'saas'),
  });
  if (!wanted.empty) say(`Sample data: ${await fillSynthetic(admin.url, access, SAMPLE_DAYS)}`);
  return { tenant, owner, projects: [access] };
}

function print({ tenant, owner, projects }: TenantAccess): void {
  console.log(`${tenant.name} (${tenant.id}, plan ${tenant.plan})`);
  console.log(`  sign in  ${owner.email}  ${owner.password}`);
  for (const { project, secret_key, publishable_key } of projects) {
    console.log(`${project.name} (${project.id}): ${project.timezone}, ${project.currency}, ${project.industry}`);
    console.log(`  secret key       ${secret_key}`);
    console.log(`  publishable key  ${publishable_key}`);
  }
}

try {
  const wanted = options();
  const access = await seed(wanted, (text) => console.error(text));
  const [first] = access.projects;
  const { tenant, owner } = access;
  const { secret_key, publishable_key } = first!;
  if (!wanted.json) print(access);
  else {
    console.log(
      JSON.stringify({ tenant_id: tenant.id, project_id: first!.project.id, secret_key, publishable_key, owner }),
    );
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
