import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { type Seed, seedTenant } from '../../testing/seed.ts';
import type { Alert } from './schema.ts';

/** Ids of a list, page by page. */
async function idsOf(shop: Seed, query: string, limit = 3): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const { status, body } = await shop.call('GET', `/v1/alerts?limit=${limit}${query}${cursor}`);
    expect(status).toBe(200);
    expect(body.data.length).toBeLessThanOrEqual(limit);
    ids.push(...body.data.map(({ id }: Alert) => id));
    if (body.next_cursor === null) return ids;
    cursor = `&cursor=${body.next_cursor}`;
  }
}

describe('GET /v1/alerts', () => {
  it('goes from the newest to the oldest in pages, and filters', async () => {
    const shop = await seedTenant();
    const severities = ['info', 'warning', 'critical'] as const;
    const judgements = Array.from({ length: 8 }, (_, i) => firing(shop, { severity: severities[i % 3] }));
    const ids = (await judgeAll(shop, judgements)).map(({ alert_id }) => alert_id!);
    const newest = [...ids].reverse();
    expect(await idsOf(shop, '')).toEqual(newest);
    expect(await idsOf(shop, '&severity=critical')).toEqual([ids[5], ids[2]]);
    expect(await idsOf(shop, `&rule_id=${judgements[4]!.rule_id}`)).toEqual([ids[4]]);
    await shop.call('POST', `/v1/alerts/${ids[0]}/resolve`);
    await shop.call('POST', `/v1/alerts/${ids[1]}/snooze`, { minutes: 5 });
    expect(await idsOf(shop, '&status=resolved')).toEqual([ids[0]]);
    expect(await idsOf(shop, '&status=snoozed')).toEqual([ids[1]]);
    expect(await idsOf(shop, '&status=pending')).toEqual(newest.slice(0, 6));
    expect((await shop.call('GET', '/v1/alerts/counts')).body).toEqual({ pending: 6, acknowledged: 0, snoozed: 1 });
  });

  it('takes days of the project’s zone, whole, and exact instants', async () => {
    const shop = await seedTenant({ timezone: 'America/New_York' });
    const decisions = await judgeAll(shop, [firing(shop), firing(shop), firing(shop)]);
    const times = ['2026-03-01T04:59:59.999Z', '2026-03-01T05:00:00.000Z', '2026-03-02T04:59:59.999Z'];
    const ids = decisions.map(({ alert_id }) => alert_id!);
    for (const [i, id] of ids.entries()) {
      await env.DB.prepare('UPDATE alerts SET created_at = ? WHERE id = ?').bind(times[i], id).run();
    }
    expect(await idsOf(shop, '&from=2026-03-01&to=2026-03-01')).toEqual([ids[2], ids[1]]);
    expect(await idsOf(shop, '&to=2026-02-28')).toEqual([ids[0]]);
    expect(await idsOf(shop, '&from=2026-03-01T05:00:00Z&to=2026-03-01T05:00:00Z')).toEqual([ids[1]]);
    expect(await idsOf(shop, `&from=${encodeURIComponent('2026-03-02T00:00:00+01:00')}`)).toEqual([ids[2]]);
    expect(await idsOf(shop, '&from=0100-01-01&to=9999-12-31')).toEqual([...ids].reverse());
  });

  it('refuses what is none of it', async () => {
    const shop = await seedTenant();
    for (const query of ['from=yesterday', 'to=2026-02-30', 'status=open', 'severity=high', 'limit=0', 'limit=201']) {
      const reply = await shop.call('GET', `/v1/alerts?${query}`);
      expect([query, reply.status, reply.body.code]).toEqual([query, 422, 'request.invalid']);
    }
    expect((await shop.call('GET', '/v1/alerts?cursor=zzz')).body.code).toBe('cursor.invalid');
    expect((await shop.call('GET', '/v1/alerts/alr_none')).body.code).toBe('alert.not_found');
  });
});
