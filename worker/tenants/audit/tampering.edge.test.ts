import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { entriesOf, tamper, verdictOn } from '../../testing/audit.ts';
import { type Seed, seedTenant } from '../../testing/seed.ts';
import { GENESIS, sealsOf } from './chain.ts';

/** A tenant with twelve entries; sealed unless asked otherwise. */
async function logged(sealed = true): Promise<Seed> {
  const shop = await seedTenant();
  for (let i = 0; i < 8; i++) await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { name: `Name ${i}` });
  if (sealed) expect(await verdictOn(shop)).toEqual({ entries: 12, intact: true });
  return shop;
}

const set = (column: string, value: string) =>
  `UPDATE audit_entries SET "${column}" = ${value} WHERE tenant_id = ? AND seq = 6`;

describe('tampering is found', () => {
  it.each([
    ['created_at', "'2020-01-01T00:00:00.000Z'"],
    ['actor_type', "'operator'"],
    ['actor_id', "'somebody'"],
    ['actor_label', "'somebody'"],
    ['action', "'project.created'"],
    ['target_type', "'key'"],
    ['target_id', "'prj_other'"],
    ['before', "'{}'"],
    ['before', 'NULL'],
    ['after', `'{"name":"Nothing"}'`],
    ['request_id', "'x'"],
    ['hash', `'${'a'.repeat(64)}'`],
    ['hash', 'NULL'],
    ['previous_hash', `'${'a'.repeat(64)}'`],
  ])('a changed %s (%s)', async (column, value) => {
    const shop = await logged();
    await tamper([set(column, value)], shop.tenant_id);
    expect(await verdictOn(shop)).toMatchObject({ intact: false, first_broken: 6 });
  });

  it.each([1, 6, 12])('a deleted entry, number %i', async (seq) => {
    const shop = await logged();
    await tamper([`DELETE FROM audit_entries WHERE tenant_id = ? AND seq = ${seq}`], shop.tenant_id);
    expect(await verdictOn(shop)).toEqual({ entries: 11, intact: false, first_broken: seq });
  });

  it.each([4, 6, 12])('an entry deleted before anybody sealed it, number %i', async (seq) => {
    const shop = await logged(false);
    await tamper([`DELETE FROM audit_entries WHERE tenant_id = ? AND seq = ${seq}`], shop.tenant_id);
    expect(await verdictOn(shop)).toEqual({ entries: 11, intact: false, first_broken: seq });
    // And stays found when the log goes on over the gap.
    await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { name: 'later' });
    expect(await verdictOn(shop)).toEqual({ entries: 12, intact: false, first_broken: seq });
    expect((await entriesOf(shop)).at(-1)!.seq).toBe(13);
  });

  it('a deleted tail, whose numbers are never given out again', async () => {
    const shop = await logged();
    await tamper(['DELETE FROM audit_entries WHERE tenant_id = ? AND seq > 9'], shop.tenant_id);
    expect(await verdictOn(shop)).toMatchObject({ intact: false, first_broken: 10 });
    await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { name: 'later' });
    expect(await verdictOn(shop)).toMatchObject({ intact: false, first_broken: 10 });
    expect((await entriesOf(shop)).map(({ seq }) => seq).slice(-2)).toEqual([9, 13]);
  });

  it('a deleted tail whose head was turned back as well', async () => {
    const shop = await logged();
    await tamper(
      [
        'DELETE FROM audit_entries WHERE tenant_id = ? AND seq > 9',
        'UPDATE audit_heads SET seq = 9, sealed_seq = 9 WHERE tenant_id = ?',
      ],
      shop.tenant_id,
    );
    expect(await verdictOn(shop)).toMatchObject({ intact: false, first_broken: 10 });
    await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { name: 'later' });
    expect(await verdictOn(shop)).toMatchObject({ intact: false, first_broken: 10 });
  });

  it('the whole log deleted', async () => {
    const shop = await logged();
    await tamper(
      ['DELETE FROM audit_entries WHERE tenant_id = ?', 'DELETE FROM audit_heads WHERE tenant_id = ?'],
      shop.tenant_id,
    );
    expect(await verdictOn(shop)).toEqual({ entries: 0, intact: false, first_broken: 1 });
  });

  it('two entries swapped, their hashes with them or not', async () => {
    for (const columns of [['seq'], ['seq', 'hash', 'previous_hash']]) {
      const shop = await logged();
      const moved = [
        'UPDATE audit_entries SET seq = -1 WHERE tenant_id = ? AND seq = 5',
        'UPDATE audit_entries SET seq = 5 WHERE tenant_id = ? AND seq = 8',
        'UPDATE audit_entries SET seq = 8 WHERE tenant_id = ? AND seq = -1',
      ];
      await tamper(moved, shop.tenant_id);
      if (columns.length === 1) {
        // Hashes stay at their numbers: only the contents change places.
        const [five, eight] = [hashesOf(shop, 5), hashesOf(shop, 8)];
        await swapHashes(shop, await five, await eight);
      }
      expect(await verdictOn(shop)).toEqual({ entries: 12, intact: false, first_broken: 5 });
    }
  });

  it('a chain that was written anew with hashes that fit, because its end lies outside of D1', async () => {
    const shop = await logged();
    await tamper([set('after', `'{"name":"Nothing"}'`)], shop.tenant_id);
    await rewrite(shop);
    expect(await verdictOn(shop)).toEqual({ entries: 12, intact: false, first_broken: 12 });
    // New entries are tied to the end that was, so the break never heals.
    await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { name: 'later' });
    expect(await verdictOn(shop)).toEqual({ entries: 13, intact: false, first_broken: 13 });
    await rewrite(shop);
    expect(await verdictOn(shop)).toMatchObject({ entries: 13, intact: false });
  });

  it('an entry of another tenant moved in', async () => {
    const [shop, other] = [await logged(), await logged()];
    await tamper([`DELETE FROM audit_entries WHERE tenant_id = '${shop.tenant_id}' AND seq = 6`]);
    await tamper([
      `UPDATE audit_entries SET tenant_id = '${shop.tenant_id}' WHERE tenant_id = '${other.tenant_id}' AND seq = 6`,
    ]);
    expect(await verdictOn(shop)).toMatchObject({ intact: false, first_broken: 6 });
    expect(await verdictOn(other)).toMatchObject({ intact: false, first_broken: 6 });
  });
});

describe('the log is append-only', () => {
  it('D1 itself refuses to change or delete an entry, or to number one out of turn', async () => {
    const shop = await logged();
    const run = (sql: string) => env.DB.prepare(sql).bind(shop.tenant_id).run();
    await expect(run(set('after', "'{}'"))).rejects.toThrow('append-only');
    await expect(run(set('hash', "'x'"))).rejects.toThrow('append-only');
    await expect(run('DELETE FROM audit_entries WHERE tenant_id = ?')).rejects.toThrow('append-only');
    const again = (seq: number) =>
      run(`INSERT INTO audit_entries SELECT tenant_id, ${seq}, created_at, actor_type, actor_id, actor_label, action,
        target_type, target_id, "before", "after", request_id, NULL, NULL FROM audit_entries WHERE tenant_id = ? AND seq = 1`);
    await expect(again(20)).rejects.toThrow('without gaps');
    await expect(again(3)).rejects.toThrow('without gaps');
    expect(await verdictOn(shop)).toEqual({ entries: 12, intact: true });
  });

  it('a change whose entry cannot be written does not happen', async () => {
    const shop = await logged();
    await tamper(['UPDATE audit_heads SET seq = 3 WHERE tenant_id = ?'], shop.tenant_id);
    const refused = await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { name: 'unlogged' });
    expect(refused.status).toBe(500);
    expect((await shop.call('GET', '/v1/projects')).body.data[0].name).toBe('Name 7');
  });
});

const hashesOf = async (shop: Seed, seq: number) =>
  (await env.DB.prepare('SELECT previous_hash, hash FROM audit_entries WHERE tenant_id = ? AND seq = ?')
    .bind(shop.tenant_id, seq)
    .first<{ previous_hash: string; hash: string }>())!;

type Hashes = Awaited<ReturnType<typeof hashesOf>>;

async function swapHashes(shop: Seed, five: Hashes, eight: Hashes): Promise<void> {
  const put = (seq: number, { previous_hash, hash }: Hashes) =>
    `UPDATE audit_entries SET previous_hash = '${previous_hash}', hash = '${hash}' WHERE tenant_id = ? AND seq = ${seq}`;
  await tamper([put(5, eight), put(8, five)], shop.tenant_id);
}

/** Computes all hashes of the log as it stands in D1, as somebody could who knows this code. */
async function rewrite(shop: Seed): Promise<void> {
  const entries = await entriesOf(shop);
  const statements = sealsOf(entries, GENESIS).map(
    ({ previous_hash, hash }, i) =>
      `UPDATE audit_entries SET previous_hash = '${previous_hash}', hash = '${hash}'
       WHERE tenant_id = ? AND seq = ${entries[i]!.seq}`,
  );
  await tamper(statements, shop.tenant_id);
}
