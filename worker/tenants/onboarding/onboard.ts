/** From a signed-in person and three questions to a tenant, a project and a key that works. */
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { FIRST_KEY } from '../../words/names.ts';
import { recordAudit } from '../audit/index.ts';
import {
  claim,
  insertMember,
  listMemberships,
  moveSession,
  newMember,
  type PersonActor,
  permissionsOfRole,
  release,
  requirePerson,
  type Visitor,
} from '../auth/index.ts';
import { issueKey } from '../keys/index.ts';
import { createProject, createTenant } from '../orgs/index.ts';
import { exampleCommand } from './example.ts';
import type { Onboarding, OnboardingInput } from './schema.ts';

/** Tenants that one person may own: each comes with a free plan. */
const MAX_OWNED = 5;

const NEXT: Onboarding['next'] = [
  {
    id: 'events',
    title: 'Send your first event',
    description: 'Run the command; the Overview shows it within seconds.',
  },
  { id: 'alerts', title: 'Alerts', description: 'Be told when a number leaves its usual range or crosses a line.' },
  { id: 'widgets', title: 'Widgets', description: 'Put the tiles that matter to your business on the Overview.' },
];

/** A call with the address and the language of the page that it came from. */
type OnboardingCtx = Ctx & Pick<Visitor, 'site' | 'locale'>;

/** Makes the person's tenant on the plan free, its first project and a secret key; the session switches to it. */
export async function onboard(ctx: OnboardingCtx, input: OnboardingInput): Promise<Onboarding> {
  const person = requirePerson(ctx);
  // One at a time, or calls that arrive together would each find room for one more workspace.
  if (!(await claim(ctx, 'onboarding', person.id, 30))) {
    throw new AppError('conflict', 'tenant.being_made', 'Another workspace of yours is being made right now.');
  }
  try {
    return await makeWorkspace(ctx, person, input);
  } finally {
    await release(ctx, 'onboarding', person.id);
  }
}

async function makeWorkspace(ctx: OnboardingCtx, person: PersonActor, input: OnboardingInput): Promise<Onboarding> {
  const owned = (await listMemberships(ctx.db, person.id)).filter(({ role }) => role === 'owner');
  if (owned.length >= MAX_OWNED) {
    throw new AppError('conflict', 'tenant.too_many', `One person may own ${MAX_OWNED} workspaces.`);
  }
  const { business_name: name, industry, timezone, currency } = input;
  // A tenant that does not exist yet has no members, so no role can allow its creation.
  const maker: Ctx = { ...ctx, actor: { ...person, permissions: new Set(['*']) } };
  const { tenant } = await createTenant(maker, { key: newId('ten'), name, plan: 'free' });
  const created_at = new Date(ctx.now).toISOString();
  await batch(ctx.db, [
    insertMember(ctx.db, { tenant_id: tenant.id, user_id: person.id, role: 'owner', created_at }),
    recordAudit(
      { ...ctx, tenant_id: tenant.id },
      { action: 'member.added', target_type: 'user', target: newMember(tenant.id, person.id, created_at) },
    ),
    moveSession(ctx.db, person.session_id, person.id, tenant.id, created_at),
  ]);
  const owner = { ...person, role: 'owner' as const, permissions: permissionsOfRole('owner') };
  const ownerCtx: Ctx = { ...ctx, tenant_id: tenant.id, actor: owner };
  const { project } = await createProject(ownerCtx, { key: 'main', name, industry, timezone, currency }, ctx.locale);
  const key = await issueKey(
    { ...ownerCtx, project_id: project.id },
    { name: FIRST_KEY[ctx.locale], kind: 'secret', scopes: ['events:write', 'read'], origins: [], replace: false },
  );
  const { id, slug, plan } = tenant;
  return {
    tenant: { id, name, slug, plan },
    project,
    key,
    example: exampleCommand(ctx.site, key.key, currency),
    next: NEXT,
  };
}
