/** Links that show a report without an account: what they show, how they end, what does not open one. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../shared/durations.ts';
import { passTime } from '../../testing/clock.ts';
import { operate, payment, request, seedPerson, seedTenant } from '../../testing/seed.ts';
import { linkToken } from './link-token.ts';

const ORIGIN = 'https://signalbox.test';
const read = (token: unknown, origin = ORIGIN) =>
  request('POST', '/v1/webhooks/shared-reports', undefined, { token }, { origin });
const tokenOf = (url: string) => url.split('#token=')[1]!;

async function seedReport() {
  const shop = await seedTenant({ industry: 'ecommerce', currency: 'GBP', timezone: 'UTC' });
  await shop.send([payment({ occurred_at: new Date(Date.now() - DAY_MS).toISOString() })]);
  const owner = await seedPerson(shop, 'owner');
  const report = (await owner.call('POST', '/v1/reports', { kind: 'daily' })).body;
  const share = async (body: object = {}) => (await owner.call('POST', `/v1/reports/${report.id}/links`, body)).body;
  return { shop, owner, report, share, path: `/v1/reports/${report.id}/links` };
}

describe('a link', () => {
  it('shows its report to whoever holds it, without ids and without what only members can do', async () => {
    const { shop, report, share } = await seedReport();
    const link = await share({ days: 3 });
    expect(link.url).toMatch(/^https?:\/\/[^/]+\/reports\/shared#token=rlk_/);
    const shown = await read(tokenOf(link.url));
    expect(shown.status).toBe(200);
    expect(shown.body).toMatchObject({ project: 'Shop', kind: 'daily', from: report.from, numbers: report.numbers });
    expect(shown.body).not.toHaveProperty('next_actions');
    for (const id of [shop.tenant_id, shop.project_id, report.id]) expect(JSON.stringify(shown.body)).not.toContain(id);
    expect(shown.headers.get('cache-control')).toContain('no-store');
  });

  it('ends at its time, and is never told again', async () => {
    const { owner, share, path } = await seedReport();
    const { url, ...link } = await share({ days: 1 });
    expect((await read(tokenOf(url))).status).toBe(200);
    expect((await owner.call('GET', path)).body.data).toEqual([link]);
    passTime(DAY_MS + 1_000);
    expect([(await read(tokenOf(url))).body.code]).toEqual(['report_link.not_found']);
  });

  it('shows nothing once it is taken back; another one still works', async () => {
    const { owner, share, path } = await seedReport();
    const [first, second] = [await share(), await share()];
    for (const _ of [1, 2]) expect((await owner.call('DELETE', `${path}/${first.id}`)).status).toBe(204);
    expect((await read(tokenOf(first.url))).status).toBe(404);
    expect((await read(tokenOf(second.url))).status).toBe(200);
    const log = (await owner.call('GET', '/v1/audit?action=report.link_ended')).body.data;
    expect(log).toHaveLength(1);
    expect(JSON.stringify((await owner.call('GET', '/v1/audit')).body)).not.toContain(tokenOf(second.url));
  });

  it('shows nothing while workspace or project is not in use', async () => {
    const { shop, share } = await seedReport();
    const token = tokenOf((await share()).url);
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { status: 'suspended' });
    expect((await read(token)).status).toBe(404);
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { status: 'active' });
    expect((await read(token)).status).toBe(200);
  });
});

describe('what opens nothing', () => {
  it('tokens that were changed, made up, or of a longer time: all get the same refusal', async () => {
    const { share } = await seedReport();
    const link = await share({ days: 1 });
    const token = tokenOf(link.url);
    const [id, ends, mac] = token.split('.');
    const longer = new Date(Date.parse(link.expires_at) + DAY_MS).toISOString();
    const tokens = [
      ...[
        `${id}.zzzzzzzz.${mac}`,
        `${id}.${ends}.${'A'.repeat(43)}`,
        `${id}.${ends}`,
        'x',
        '.',
        '..',
        ' ',
        `${token}x`,
      ],
      ...[linkToken(env, { id: 'rlk_none', expires_at: longer }), linkToken(env, { id: id!, expires_at: longer })],
      linkToken(env, { id: "' OR 1=1 --", expires_at: longer }),
    ];
    const refused = await Promise.all(tokens.map((each) => read(each)));
    const said = new Set(refused.map(({ status, body: { request_id: _, ...rest } }) => JSON.stringify([status, rest])));
    expect([...said].map((text) => JSON.parse(text)[0])).toEqual([404]);
    expect((await read(token, 'https://evil.example')).body.code).toBe('auth.foreign_origin');
    for (const wrong of ['', 7, null, 'x'.repeat(500)]) expect((await read(wrong)).status).toBe(422);
  });

  it('is made by nobody who does not manage the project, nor for another one’s report', async () => {
    const { shop, report, path } = await seedReport();
    const editor = await seedPerson(shop, 'editor');
    expect((await editor.call('POST', path, {})).status).toBe(403);
    const other = await seedReport();
    const foreign = await other.owner.call('POST', `/v1/reports/${report.id}/links`, {});
    expect([foreign.status, foreign.body.code]).toEqual([404, 'report.not_found']);
    const link = await other.share();
    expect((await other.owner.call('DELETE', `${other.path}/rlk_none`)).body.code).toBe('report_link.not_found');
    expect((await (await seedReport()).owner.call('DELETE', `${path}/${link.id}`)).status).toBe(404);
  });

  it('there are twenty at most, for a day to ninety', async () => {
    const { share } = await seedReport();
    for (let i = 0; i < 20; i++) expect(await share()).toHaveProperty('url');
    expect(await share()).toMatchObject({ code: 'report_link.too_many' });
    for (const days of [0, 91, 1.5, '7']) expect(await share({ days })).toMatchObject({ code: 'request.invalid' });
  });
});
