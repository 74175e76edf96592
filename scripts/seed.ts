/** `npm run seed -- --tenant KEY`: a tenant with an owner, a project with keys, and sample data, on a running server. */
import { parseArgs } from 'node:util';
import { type Admin, adminClient, type Tenant } from './demo/admin.ts';
import { DEMO_KEY, fillDemo, fillSynthetic, provisionDemo } from './demo/demo.ts';
import { type Owner, type ProjectAccess, provisionKeys, provisionOwner } from './demo/provision.ts';
import { addSampleRules } from './demo/sample-rules.ts';
import { adminKey } from './server/dev-vars.ts';
import { demoMode, serverUrl } from './settings.ts';

const USAGE = `Usage: npm run seed -- --tenant KEY [options]
  --tenant-name NAME   how the tenant is called (default: its key)
  --tenant-slug SLUG   its short name in addresses (default: made from the name)
  --timezone ZONE  --currency CODE  --industry NAME    of the project (default UTC, USD, and saas for sample data)
  --empty              tenant, owner, project and keys alone: no sample data, no rules
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

interface Seeded {
  tenant: Tenant;
  owner: Owner;
  projects: ProjectAccess[];
}

async function seedDemo(admin: Admin, wanted: Options, say: (text: string) => void): Promise<Seeded> {
  const { tenant, projects } = await provisionDemo(admin, wanted['tenant-name'], wanted['tenant-slug']);
  const owner = await provisionOwner(admin, tenant);
  const access = await Promise.all(projects.map((project) => provisionKeys(admin, project, 'seed')));
  if (!tenant.ready) (await fillDemo(admin, tenant, access, demoMode() === 'unshifted')).forEach(say);
  return { tenant, owner, projects: access };
}

async function seedTenant(admin: Admin, wanted: Options, say: (text: string) => void): Promise<Seeded> {
  const { timezone, currency, industry, empty } = wanted;
  const tenant = await admin.createTenant({
    key: wanted.tenant,
    name: wanted['tenant-name'] ?? wanted.tenant,
    slug: wanted['tenant-slug'],
    plan: 'internal',
  });
  const owner = await provisionOwner(admin, tenant);
  const settings = { key: 'main', name: tenant.name, timezone, currency, industry, starter_rules: false };
  let project = await admin.createProject(tenant.id, settings);
  if (!empty && project.industry === 'generic' && !industry) {
    project = await admin.createProject(tenant.id, { ...settings, industry: 'saas' });
  }
  const access = await provisionKeys(admin, project, 'seed');
  if (!empty) {
    say(`Sample data: ${await fillSynthetic(admin.url, access, SAMPLE_DAYS)}`);
    say(`Sample rules: ${await addSampleRules(admin.url, access)}`);
  }
  return { tenant, owner, projects: [access] };
}

function print({ tenant, owner, projects }: Seeded): void {
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
  const admin = adminClient(serverUrl(), adminKey());
  const seed = wanted.tenant === DEMO_KEY && !wanted.empty ? seedDemo : seedTenant;
  const seeded = await seed(admin, wanted, (text) => console.error(text));
  const { tenant, owner, projects } = seeded;
  const [first] = projects;
  const { secret_key, publishable_key } = first!;
  if (!wanted.json) print(seeded);
  else {
    console.log(
      JSON.stringify({ tenant_id: tenant.id, project_id: first!.project.id, secret_key, publishable_key, owner }),
    );
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
