import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { ChainHeads, checkKnown } from '../../../../scripts/events/known-heads.ts';
import { CRONS } from '../../../crons.ts';
import { checkChain, newJob, rewriteLedger } from '../../../testing/privacy.ts';
import { payment, request, type Seed, seedTenant, until } from '../../../testing/seed.ts';

const DAY_MS = 86_400_000;

// A day's file waits for every ledger, and other tests have left many, broken ones among them.
beforeEach(async () => {
  await env.DB.batch(['api_keys', 'projects'].map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
});

/** Runs the day's job and the minute's until a day's file is public. */
async function publish(now: number) {
  const job = { ...newJob(), now };
  await CRONS['17 3 * * *']!(job);
  const day = new Date(now - DAY_MS).toISOString().slice(0, 10);
  const path = `/.well-known/signalbox-heads/${day}.json`;
  const read = async () => {
    await CRONS['* * * * *']!(job);
    return await request('GET', path, undefined);
  };
  return { day, path, file: await until(read, ({ status }) => status === 200) };
}

/** What `npm run verify -- --known` finds. */
async function known(shop: Seed, text: string) {
  const heads = new ChainHeads();
  const found = await checkChain(shop, '0', 50, (segment) => heads.add(segment));
  heads.addAnchors(found.anchors);
  const { keys } = (await request('GET', '/.well-known/signalbox-keys', undefined)).body;
  const { compared, problems } = await checkKnown(text, { ...found, heads, keys });
  return { compared, problems, own: found.problems };
}

it('the public file of a day names nobody, and a ledger that was rewritten with every hash made to fit fails against it', async () => {
  const [shop, other] = [await seedTenant(), await seedTenant()];
  for (let i = 0; i < 3; i++) await shop.send([payment(), payment()]);
  await other.send([payment()]);
  const { file, day } = await publish(Date.now());
  expect(file.headers.get('cache-control')).toContain('immutable');
  expect(file.body).toMatchObject({ format: 'signalbox heads v1', day, previous: null });
  const text = JSON.stringify(file.body);
  for (const { tenant_id, project_id } of [shop, other]) {
    for (const id of [tenant_id, project_id]) expect(text).not.toContain(id);
  }
  const { body: own } = await shop.call('GET', '/v1/events/heads');
  expect(text).toContain(own.ledger);
  expect(own.data).toMatchObject([{ project_id: shop.project_id, day, seq: 6 }]);
  await shop.send([payment()]);
  for (const kept of [text, own.data.map((head: object) => `${JSON.stringify(head)}\n`).join('')]) {
    expect(await known(shop, kept)).toEqual({ compared: 1, problems: [], own: [] });
  }
  expect((await known(other, own.data.map((head: object) => JSON.stringify(head)).join('\n'))).problems).toHaveLength(
    1,
  );
  await rewriteLedger(shop);
  for (const kept of [text, JSON.stringify(own.data[0])]) {
    expect(await known(shop, kept)).toMatchObject({ compared: 1, problems: [expect.any(String)], own: [] });
  }
  expect(await known(other, text)).toEqual({ compared: 1, problems: [], own: [] });
});

it('a file that was changed by a line is not signed any more', async () => {
  const shop = await seedTenant();
  const { file } = await publish(Date.now() + 2 * DAY_MS);
  const changed = { ...file.body, ledgers: file.body.ledgers.slice(1) };
  expect((await known(shop, JSON.stringify(changed))).problems).toContain('The file of heads is not signed.');
});

it('a day is published once, names the day before by its hash, and is not sent again to who has it', async () => {
  await seedTenant();
  const first = await publish(Date.now() + 10 * DAY_MS);
  const second = await publish(Date.now() + 11 * DAY_MS);
  const stored = await (await env.ARCHIVE.get(`heads/${first.day}.json`))!.arrayBuffer();
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', stored)).toString('hex');
  expect(second.file.body.previous).toEqual({ day: first.day, sha256: hash });
  const shop = await seedTenant();
  await shop.send([payment()]);
  const again = await publish(Date.now() + 10 * DAY_MS);
  expect(again.file.body).toEqual(first.file.body);
  const etag = first.file.headers.get('etag')!;
  expect((await request('GET', first.path, undefined, undefined, { 'if-none-match': etag })).status).toBe(304);
});

it('other names are 404', async () => {
  for (const name of ['2020-01-01.json', '2020-01-01', '..%2fexports%2fx', 'latest.json']) {
    const reply = await request('GET', `/.well-known/signalbox-heads/${name}`, undefined);
    expect([name, reply.status]).toEqual([name, 404]);
  }
});
