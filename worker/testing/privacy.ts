/** For tests of privacy: everything a ledger holds as text, its chain checked from outside, an export's lines. */
import { env, exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import { type ChainPage, type Findings, verifyChain } from '../../scripts/events/verify-heads.ts';
import { openDb } from '../base/db.ts';
import { createLog } from '../base/log.ts';
import { headOf, leafOf } from '../flow/events/ingest/prepare.ts';
import type { Job } from '../pipeline.ts';
import { evict, query } from './faults.ts';
import { type Reply, request, type Seed, until } from './seed.ts';

/** What a queue's consumer hands a subscriber. */
export function newJob(): Job {
  return { env, db: openDb(env.DB), now: Date.now(), log: createLog('error', {}) };
}

/** Every value of every row of a project's ledger, bytes read as characters. */
export async function rawText(shop: Seed): Promise<string> {
  const tables = await query<{ name: string }>(
    shop,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
  );
  let text = '';
  for (const { name } of tables) {
    for (const row of await query<Record<string, unknown>>(shop, `SELECT * FROM ${name}`)) {
      for (const value of Object.values(row)) {
        text += value instanceof ArrayBuffer ? Buffer.from(value).toString('utf8') : String(value);
        text += '\n';
      }
    }
  }
  return text;
}

/** The chain as an outsider sees it, page by page. */
export async function checkChain(
  shop: Seed,
  after = '0',
  limit = 3,
  onSegment: (segment: ChainPage['data'][number]) => void = () => {},
): Promise<Findings & { places: Map<number, string> }> {
  const { body } = await request('GET', '/.well-known/signalbox-keys', undefined);
  const places = new Map<number, string>();
  const read = async (cursor: string) => {
    const page = await shop.call('GET', `/v1/events/chain?after=${cursor}&limit=${limit}`);
    expect(page.status).toBe(200);
    return page.body as ChainPage;
  };
  const keep = (segment: ChainPage['data'][number]) => {
    onSegment(segment);
    segment.leaves.forEach((leaf, i) => {
      places.set(segment.seq + i, leaf);
    });
  };
  return { ...(await verifyChain(read, body.keys, after, keep)), places };
}

/** Waits for an export; gives it as GET shows it. */
export async function finished(shop: Seed, export_id: string): Promise<Reply> {
  const read = () => shop.call('GET', `/v1/exports/${export_id}`);
  const reply = await until(read, ({ body }) => body.status !== 'running', 15);
  expect(reply.body).toMatchObject({ status: 'ready' });
  return reply;
}

/** The bytes behind a link. */
export async function download(url: string): Promise<{ status: number; headers: Headers; text: string }> {
  const reply = await exports.default.fetch(new Request(url));
  return { status: reply.status, headers: reply.headers, text: new TextDecoder().decode(await reply.arrayBuffer()) };
}

/** Lines of an export by kind. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into lines of every kind
export function linesOf(text: string): Record<string, any[]> {
  const lines = text.trimEnd().split('\n');
  return Object.groupBy(
    lines.map((line) => JSON.parse(line)),
    (line) => line.kind,
  ) as Record<string, unknown[]> as never;
}

/** What an operator with a shell could do: changes an amount, then computes every leaf and head anew. */
export async function rewriteLedger(shop: Seed): Promise<void> {
  type Row = { seq: number; body: string; salts: ArrayBuffer };
  const rows = await query<Row>(shop, 'SELECT seq, body, salts FROM segments ORDER BY seq');
  let head: Uint8Array = new Uint8Array(32);
  for (const { seq, body, salts } of rows) {
    const events = JSON.parse(body.replaceAll('"amount_cents":1000', '"amount_cents":1')) as object[];
    const texts = events.map((event) => JSON.stringify(event));
    const leaves = Buffer.concat(
      texts.map((text, i) => leafOf(new Uint8Array(salts.slice(i * 16, i * 16 + 16)), text)),
    );
    head = headOf(head, leaves);
    const columns = [`[${texts.join(',')}]`, new Uint8Array(leaves).buffer, new Uint8Array(head).buffer] as const;
    await query(shop, 'UPDATE segments SET body = ?, leaves = ?, head = ? WHERE seq = ?', ...columns, seq);
  }
  await evict(shop);
}
