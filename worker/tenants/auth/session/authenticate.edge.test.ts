import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { app } from '../../../app.ts';
import { makeWorld } from '../../../testing/contract.ts';
import { newOwner } from '../../../testing/person.ts';

/** D1 that counts what is asked of it. */
function counting(): { db: D1Database; statements: () => number } {
  let statements = 0;
  const db = new Proxy(env.DB, {
    get(target, name) {
      if (name === 'prepare') statements += 1;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { db, statements: () => statements };
}

function visit(path: string, headers: Record<string, string>, db = env.DB): Response | Promise<Response> {
  const request = new Request(`https://signalbox.test${path}`, { headers });
  return app.fetch(request, { ...env, DB: db }, createExecutionContext());
}

describe('the session check', () => {
  it('costs one D1 read, project, role and tenant included', async () => {
    const owner = await newOwner();
    const project = (await owner.call('GET', '/v1/projects')).body.data[0].id as string;
    const cookie = `__Host-signalbox_session=${owner.cookies.get('__Host-signalbox_session')}`;
    const { db, statements } = counting();
    const reply = await visit('/v1/nothing-here', { cookie, 'signalbox-project': project }, db);
    expect(reply.status).toBe(404);
    expect(statements()).toBe(1);
  });

  it('judges permission and tenancy by what it has read: a refusal costs that one read, a reply its own rows besides', async () => {
    const world = await makeWorld();
    for (const [role, status, reads] of [
      ['owner', 200, 2],
      ['editor', 403, 1],
      ['viewer', 403, 1],
    ] as const) {
      const { cookie, project } = { cookie: world.people[role].cookie, project: world.project_id };
      const { db, statements } = counting();
      const reply = await visit('/v1/keys', { cookie, 'signalbox-project': project }, db);
      expect([role, reply.status, statements()]).toEqual([role, status, reads]);
    }
    const [{ cookie }, other] = [world.people.owner, await makeWorld()];
    const { db, statements } = counting();
    const reply = await visit('/v1/keys', { cookie, 'signalbox-project': other.project_id }, db);
    expect([reply.status, statements()]).toEqual([404, 1]);
  });
});
