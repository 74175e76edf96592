import { describe, expect, it } from 'vitest';
import { entriesOf, verdictOn } from './audit.ts';
import { CHANGES } from './changes.ts';
import { makeWorld, operations } from './contract.ts';

const changing = (await operations()).filter(({ method }) => method !== 'GET');

describe('every operation that changes something', () => {
  it('says which entry it leaves in the audit log, or why none', () => {
    const ids = changing.map(({ id }) => id);
    expect(
      ids.filter((id) => !CHANGES[id]),
      'operations without a row',
    ).toEqual([]);
    expect(
      Object.keys(CHANGES).filter((id) => !ids.includes(id)),
      'rows without an operation',
    ).toEqual([]);
    expect(Object.values(CHANGES).filter((change) => 'exempt' in change).length).toBeLessThan(30);
  });

  it.each(changing.filter(({ id }) => CHANGES[id] && !('exempt' in CHANGES[id]!)))('$id does', async (operation) => {
    const change = CHANGES[operation.id]!;
    if ('exempt' in change) return;
    const { reply, tenant_id, secrets = [] } = await change.make(await makeWorld(), operation);
    expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
    const entries = await entriesOf({ tenant_id });
    const own = entries.filter(({ request_id }) => request_id === reply.headers.get('x-request-id'));
    expect(own.map(({ action }) => action)).toContain(change.leaves);
    for (const { actor_id, target_id } of own) expect([actor_id, target_id]).not.toContain('');
    const text = JSON.stringify(entries);
    const hidden = [...secrets, 'scrypt$', 'digest":', '"password":', '"token":'];
    expect(hidden.filter((secret) => text.includes(secret))).toEqual([]);
    expect(await verdictOn({ tenant_id })).toMatchObject({ intact: true });
  });
});
