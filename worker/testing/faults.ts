/** Faults for tests: what a ledger really holds, a D1 that fails, objects that are evicted, hostile bodies. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import { ledgerOf } from '../../durable/stubs.ts';
import { openDb } from '../base/db.ts';
import type { Env } from '../base/env.ts';
import type { Job } from '../pipeline.ts';
import { type Reply, request, type Seed } from './seed.ts';

/** Rows of a ledger that an append writes together, counted straight from its tables. */
export interface Held {
  keys: number;
  events: number;
  counted: number;
  sum: number;
}

/** Runs one statement inside a project's ledger. */
export async function query<T>(shop: Seed, sql: string, ...bindings: SqlStorageValue[]): Promise<T[]> {
  const run = (_: unknown, state: DurableObjectState) => state.storage.sql.exec(sql, ...bindings).toArray() as T[];
  return await runInDurableObject(ledgerOf(env, shop.project_id), run);
}

/** What the ledger holds: unique keys, events in segments, and events and money in cells. */
export async function heldBy(shop: Seed): Promise<Held> {
  const [row] = await query<Held>(
    shop,
    `SELECT (SELECT count(*) FROM seen) AS keys, (SELECT ifnull(sum(json_array_length(body)), 0) FROM segments) AS events,
       (SELECT ifnull(sum(n), 0) FROM cells) AS counted, (SELECT ifnull(sum(sum), 0) FROM cells) AS sum`,
  );
  return row!;
}

/** The ledger holds exactly so many events in all of its tables, and lists them. */
export async function expectHeld(shop: Seed, events: number, sum?: number): Promise<void> {
  const held = await heldBy(shop);
  expect(held).toMatchObject({ keys: events, events, counted: events, ...(sum === undefined ? {} : { sum }) });
  expect(await listAll(shop)).toHaveLength(events);
}

/** Every event of a project, read page by page. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape
export async function listAll(shop: Seed, filter = '', limit = 200): Promise<any[]> {
  const events = [];
  for (let cursor = ''; ; ) {
    const page = await shop.call('GET', `/v1/events?limit=${limit}${filter}${cursor}`);
    expect(page.status).toBe(200);
    events.push(...page.body.data);
    if (page.body.next_cursor === null) return events;
    cursor = `&cursor=${page.body.next_cursor}`;
  }
}

/** Posts a body unchanged. */
export async function post(
  shop: Seed,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return await request('POST', '/v1/events', shop.secret_key, body, headers);
}

/** Posts bytes with the header that says they are gzipped. */
export async function postGzip(shop: Seed, packed: Uint8Array, headers = {}): Promise<Reply> {
  return await post(shop, packed, { 'content-encoding': 'gzip', ...headers });
}

/** The gzip of a text or of bytes. */
export async function gzip(content: string | Uint8Array): Promise<Uint8Array> {
  const stream = new Response(content as BodyInit).body!.pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Throws a project's ledger out of memory, as a deploy or a quiet minute does; its storage stays. */
export async function evict(shop: Seed): Promise<void> {
  await evictDurableObject(ledgerOf(env, shop.project_id)).catch((error: Error) => {
    if (!error.message.includes('not currently running')) throw error;
  });
}

/** Makes a named alarm of a project's ledger due and lets it ring in a fresh object. */
export async function ring(shop: Seed, name: 'flush' | 'retention' | 'rules' | 'firings'): Promise<void> {
  await query(shop, 'UPDATE alarms SET due_at = 0 WHERE name = ?', name);
  await evict(shop);
  await runDurableObjectAlarm(ledgerOf(env, shop.project_id));
}

/** Resets a project's ledger in the middle of its work, as a crash does: what it was doing fails, its storage stays. */
export async function abort(shop: Seed): Promise<void> {
  const reset = (_: unknown, state: DurableObjectState) => state.abort('reset by a test');
  await runInDurableObject(ledgerOf(env, shop.project_id), reset).catch(() => {});
}

/** Runs beside a call to a ledger, told which one. */
export type Hook = (method: string) => Promise<void> | void;

/** A job whose calls to ledgers run `before` ahead of themselves and `after` behind. */
export function jobWith(before: Hook = () => {}, after: Hook = () => {}): Job {
  const get = (id: DurableObjectId) =>
    new Proxy({} as Record<string, unknown>, {
      get:
        (_, method: string) =>
        async (...args: unknown[]) => {
          await before(method);
          const stub = env.LEDGER.get(id) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
          const reply = await stub[method]!(...args);
          await after(method);
          return reply;
        },
    });
  const LEDGER = { idFromName: (name: string) => env.LEDGER.idFromName(name), get };
  return { env: { ...env, LEDGER } as unknown as Env, db: openDb(env.DB), now: Date.now(), log: () => {} };
}
